import { expect } from 'vitest'
import { createClient } from '#contract/client.ts'
import { messageTypes, verificationChallenge } from '#contract/device-messages.ts'
import { answerRequest as answerOperation } from '#contract/device-operations.ts'
import type { RequestId, SessionId, SignInId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { answer, type Challenge, fetchChallenge, verifyChallenge } from '#phone/answer.ts'
import { base64url, hash, randomBytes, sha256 } from '#phone/base64url.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import { randomToken } from '#platform/random.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import {
  approve,
  askFor,
  decide,
  type Enrolled,
  enrolPhone,
  outsideOfUnits,
  questionOf,
  request,
  somePush,
} from '../../../test/phone-harness.ts'
import { removeDevice } from '../devices/remove-device.ts'
import { unregisterAllDevices } from '../devices/unregister-all-devices.ts'
import { answerRequest } from './answer-request.ts'
import { type Asked, askApproval } from './ask-approval.ts'
import { cancelApprovals } from './cancel-approvals.ts'
import { findApproval } from './find-approval.ts'
import { listApprovalRequests } from './list-approval-requests.ts'
import { redeemApproval } from './redeem-approval.ts'

const refused = (code: ProblemCode, members: Record<string, JsonValue> = {}) =>
  expect.objectContaining({ name: 'Problem', code, members: expect.objectContaining(members) })

const at = (house: House) => createClient((path, init) => request(house, house.tenancy.baseUrl + path, init))

const stateOf = async (house: House, { id }: { id: RequestId }) => {
  const found = await house.work(null, (work) => findApproval(work, { id }), 'read')
  return [found?.state, found?.why]
}

interface Forgery {
  claims?: Record<string, unknown>
  typ?: string
  kid?: string
  signWith?: CryptoKeyPair
  pin?: string
  /** What the person was verified for, where that is not this answer. */
  challengeText?: string
}

/** A signed answer that approves, honest but for what the forgery says. */
async function answerFor(
  house: House,
  { phone, enrolment }: Enrolled,
  challenge: Challenge,
  number: string,
  forgery: Forgery = {},
): Promise<{ answer: string; pin?: string }> {
  const chh = await hash(challenge.jws)
  const { rid } = challenge.claims
  const text = forgery.challengeText ?? verificationChallenge.answer(rid, chh, 'approve')
  const { assertion } = await phone.authenticator.verification.assert(await sha256(text))
  const signed = await signJws(
    { ...messageTypes.answer, ...(forgery.typ && { typ: forgery.typ }) },
    { kid: forgery.kid ?? enrolment.deviceId },
    {
      v: 1,
      iss: enrolment.deviceId,
      aud: enrolment.iss,
      rid,
      chh,
      dec: 'approve',
      mc: number,
      uv: 'wa',
      wa: assertion,
      ctr: await phone.store.raiseCounter(enrolment.deviceId),
      iat: Math.floor(house.now.getTime() / 1000),
      ...forgery.claims,
    },
    signerOf((forgery.signWith ?? enrolment.deviceKey).privateKey),
  )
  return { answer: signed, ...(forgery.pin && { pin: forgery.pin }) }
}

const send = (house: House, body: { answer: string; pin?: string }) =>
  at(house)(answerOperation, { params: {}, body: { v: 1, ...body } }).catch((error: unknown) => error)

async function enrolled(house: House, options: Parameters<typeof enrolPhone>[2] = {}) {
  const kim = await house.addUser({ status: 'invited' })
  return { kim, phone: await enrolPhone(house, kim, options) }
}

const signIn = (asked: Asked, house: House) =>
  house.db
    .selectFrom('approvalRequests')
    .select('signInId')
    .where('id', '=', asked.id)
    .executeTakeFirstOrThrow()
    .then(({ signInId }) => signInId as SignInId)

const redeemAsked = async (house: House, asked: Asked) => {
  const signInId = await signIn(asked, house)
  return house.work(null, (work) => redeemApproval(work, { id: asked.id, signInId }))
}

test('the number typed and the person verified: approved, once, with its timeline', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  expect(challenge).toMatchObject({
    canApprove: true,
    claims: {
      app: 'Console',
      act: 'sign-in',
      user: kim.email,
      ua: 'Chrome on macOS',
      loc: { ip: '203.0.113.7', city: 'Lisbon', cc: 'PT' },
      new: { browser: true, place: true },
      digits: 2,
      uv: ['wa'],
    },
  })
  expect(JSON.stringify(challenge.claims)).not.toContain(asked.q)
  house.advance(5)
  const decision = { kind: 'approve', number: asked.number, verification: phone.verification } as const
  expect(await answer(phone.phone, phone.enrolment, challenge, decision)).toEqual({
    state: 'approved',
    why: null,
  })
  expect(await stateOf(house, asked)).toEqual(['approved', null])

  house.advance(5)
  const redeemed = await redeemAsked(house, asked)
  expect(redeemed).toMatchObject({
    userId: kim.id,
    deviceId: phone.enrolment.deviceId,
    amr: ['pop', 'user', 'mfa', 'hwk'],
  })
  await expect(redeemAsked(house, asked)).rejects.toEqual(refused('request-ended', { state: 'redeemed' }))
  const {
    items: [listed],
  } = await house.work(null, (work) => listApprovalRequests(work, { userId: kim.id }), 'read')
  expect(listed?.timeline.map(({ step, device }) => [step, device])).toEqual([
    ['issued', null],
    ['fetched', 'Test phone'],
    ['answered', 'Test phone'],
    ['redeemed', null],
  ])
})

test('the scanned code replaces the number; another request’s code does not', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const { verification } = phone
  expect(await decide(phone, asked, { kind: 'approve', q: asked.q, verification })).toMatchObject({
    state: 'approved',
  })
  const next = await askFor(house, kim)
  const wrong = await decide(phone, next, { kind: 'approve', q: asked.q, verification })
  expect(wrong).toEqual({ state: 'denied', why: 'wrong-number' })
})

test('one wrong number ends the request, and the right one comes too late', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const number = asked.number === '42' ? '43' : '42'
  const { verification } = phone
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const wrong = await answer(phone.phone, phone.enrolment, challenge, {
    kind: 'approve',
    number,
    verification,
  })
  expect(wrong).toEqual({ state: 'denied', why: 'wrong-number' })
  const right = answer(phone.phone, phone.enrolment, challenge, {
    kind: 'approve',
    number: asked.number,
    verification,
  })
  await expect(right).rejects.toEqual(refused('request-ended', { state: 'denied' }))
  expect(await house.events()).toContain('signin.request.denied')
})

test('after a wrong number the same phone may still report it, once, while the request would have lived', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house, { push: somePush() })
  const owner = await house.addOwner()
  const mistype = async () => {
    const asked = await askFor(house, kim)
    const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
    const number = asked.number === '42' ? '43' : '42'
    const { verification } = phone
    await answer(phone.phone, phone.enrolment, challenge, { kind: 'approve', number, verification })
    const say = (kind: 'report' | 'deny') => answer(phone.phone, phone.enrolment, challenge, { kind })
    return { asked, say }
  }
  const first = await mistype()
  await expect(first.say('deny')).rejects.toEqual(refused('request-ended', { state: 'denied' }))
  expect(await first.say('report')).toEqual({ state: 'reported', why: null })
  expect(await stateOf(house, first.asked)).toEqual(['reported', null])
  await expect(first.say('report')).rejects.toEqual(refused('request-ended', { state: 'reported' }))
  expect(await house.events()).toEqual(
    expect.arrayContaining(['signin.request.reported', 'case.opened', 'user.pushes.paused']),
  )
  expect((await house.mails()).filter(({ to }) => to === owner.email)).toHaveLength(1)
  const reported = (await house.events()).filter((type) => type === 'signin.request.reported')
  expect(reported).toHaveLength(1)

  const late = await mistype()
  house.advance(121)
  await expect(late.say('report')).rejects.toEqual(refused('request-ended', { state: 'denied' }))
  // What was denied on purpose was judged already, and what another phone ended is not this one's.
  const denied = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, denied.id)
  await answer(phone.phone, phone.enrolment, challenge, { kind: 'deny' })
  const again = answer(phone.phone, phone.enrolment, challenge, { kind: 'report' })
  await expect(again).rejects.toEqual(refused('request-ended', { state: 'denied' }))
  const other = await mistype()
  await house.db
    .updateTable('approvalRequests')
    .set({ deviceId: null })
    .where('id', '=', other.asked.id)
    .execute()
  await expect(other.say('report')).rejects.toEqual(refused('request-ended', { state: 'denied' }))
})

test('six digits where they are asked for', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim, { digits: 6 })
  expect(asked.number).toMatch(/^[1-9]\d{5}$/)
  expect(await approve(phone, asked)).toMatchObject({ state: 'approved' })
})

test('a denial ends it; a report also pauses the pushes for a quarter of an hour', async ({ house }) => {
  const { kim, phone } = await enrolled(house, { push: somePush() })
  const first = await askFor(house, kim)
  expect(await decide(phone, first, { kind: 'deny' })).toEqual({ state: 'denied', why: 'denied' })
  const quiet = await askFor(house, kim)
  expect(quiet).toMatchObject({ pushed: false, heldBack: 'quiet' })
  expect(await decide(phone, quiet, { kind: 'report' })).toEqual({ state: 'reported', why: null })
  house.advance(61)
  expect(await askFor(house, kim)).toMatchObject({ heldBack: 'paused' })
  house.advance(15 * 60)
  expect(await askFor(house, kim)).toMatchObject({ pushed: true, heldBack: null })
  expect(await house.events()).toEqual(expect.arrayContaining(['signin.request.reported']))
})

/** Each row: what is wrong, how it is refused, and whether the counter was taken all the same. */
type Row = [string, ProblemCode, boolean, (house: House, given: Given) => Promise<Forgery>]
interface Given {
  readonly kim: TestUser
  readonly phone: Enrolled
  readonly asked: Asked
  readonly challenge: Challenge
}

const setDevice = (house: House, { phone }: Given, set: object) =>
  house.db.updateTable('devices').set(set).where('id', '=', phone.enrolment.deviceId).execute()

const rows: Row[] = [
  [
    '1 a removed device',
    'device-removed',
    false,
    async (house, given) => {
      await setDevice(house, given, { state: 'removed', removedAt: house.now })
      return {}
    },
  ],
  [
    '1 a suspended device',
    'device-suspended',
    false,
    async (house, given) => {
      await setDevice(house, given, { state: 'suspended', stateWhy: 'admin' })
      return {}
    },
  ],
  [
    '1 a deactivated person',
    'user-deactivated',
    false,
    async (house, { kim }) => {
      await house.work(null, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
      return {}
    },
  ],
  [
    '1 a device that nobody knows',
    'device-signature-invalid',
    false,
    async () => ({ kid: crypto.randomUUID() }),
  ],
  ['2 v: 2', 'unsupported-version', false, async () => ({ claims: { v: 2 } })],
  ['2 another type', 'device-signature-invalid', false, async () => ({ typ: 'dev-req+jwt' })],
  [
    '2 another key',
    'device-signature-invalid',
    false,
    async () => ({
      signWith: await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ]),
    }),
  ],
  [
    '2 another issuer',
    'device-signature-invalid',
    false,
    async () => ({ claims: { iss: crypto.randomUUID() } }),
  ],
  [
    '2 made for another tenant',
    'device-signature-invalid',
    false,
    async () => ({ claims: { aud: 'https://b.example' } }),
  ],
  [
    '2 older than two minutes',
    'clock',
    false,
    async (house) => ({ claims: { iat: Math.floor(house.now.getTime() / 1000) - 121 } }),
  ],
  [
    '2 more than a minute ahead',
    'clock',
    false,
    async (house) => ({ claims: { iat: Math.floor(house.now.getTime() / 1000) + 61 } }),
  ],
  [
    '3 a counter that was seen',
    'counter-reused',
    false,
    async (house, given) => {
      await setDevice(house, given, { counter: 50 })
      return { claims: { ctr: 50 } }
    },
  ],
  [
    '4 a request that is not there',
    'approval-request-not-found',
    true,
    async () => ({ claims: { rid: randomToken(16) } }),
  ],
  [
    '4 another person’s request',
    'approval-request-not-found',
    true,
    async (house) => {
      const lee = await house.addUser()
      return { claims: { rid: (await askFor(house, lee)).id } }
    },
  ],
  [
    '5 a request that was cancelled',
    'request-ended',
    true,
    async (house, { kim }) => {
      await house.work(null, (work) => cancelApprovals(work, { userId: kim.id, why: 'test' }))
      return {}
    },
  ],
  [
    '5 a request whose time is over',
    'request-ended',
    true,
    async (house) => {
      house.advance(120)
      return {}
    },
  ],
  [
    '6 another challenge',
    'device-signature-invalid',
    true,
    async () => ({ claims: { chh: await hash('another') } }),
  ],
  [
    '6 a challenge that another device was shown',
    'device-signature-invalid',
    true,
    async (house, { kim, asked, phone }) => {
      const unlock = { deviceId: phone.enrolment.deviceId, verification: phone.verification }
      const other = await enrolPhone(house, kim, {
        phone: phone.phone,
        identity: { kind: 'existing', did: phone.enrolment.did, unlock },
      })
      const { jws } = await fetchChallenge(other.phone, other.enrolment, asked.id)
      return { claims: { chh: await hash(jws) } }
    },
  ],
  ['7 nobody was verified', 'uv-required', true, async () => ({ claims: { uv: 'none' } })],
  [
    '7 a kind that the device does not have',
    'uv-required',
    true,
    async () => ({ claims: { uv: 'pin' }, pin: base64url(randomBytes(32)) }),
  ],
  [
    '7 verified for another request',
    'uv-failed',
    true,
    async () => ({ challengeText: verificationChallenge.answer('x', 'y', 'approve') }),
  ],
  [
    '7 verified for a denial',
    'uv-failed',
    true,
    async (_, { asked, challenge }) => ({
      challengeText: verificationChallenge.answer(asked.id, await hash(challenge.jws), 'deny'),
    }),
  ],
]

test('each check refuses alone; from the counter on it is taken whatever the verdict', async ({ house }) => {
  for (const [what, code, takesCounter, prepare] of rows) {
    const { kim, phone } = await enrolled(house)
    const asked = await askFor(house, kim, { address: kim.email, browserHash: Buffer.from(kim.id) })
    const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
    const given = { kim, phone, asked, challenge }
    const forgery = await prepare(house, given)
    const before = await counterOf(house, phone)
    const body = await answerFor(house, phone, challenge, asked.number, forgery)
    expect(await send(house, body), what).toEqual(refused(code))
    expect((await counterOf(house, phone)) > before, what).toBe(takesCounter)
    expect((await stateOf(house, asked))[0], what).not.toBe('approved')
  }
  expect(await house.events()).toContain('device.key-copied')
})

const counterOf = async (house: House, { enrolment }: Enrolled) => {
  const rows = house.db.selectFrom('devices').select('counter').where('id', '=', enrolment.deviceId)
  return (await rows.executeTakeFirstOrThrow()).counter
}

test('8 an approval with neither number nor code, or with both, is a denial', async ({ house }) => {
  for (const claims of [{ mc: undefined }, { q: 'x'.repeat(22) }]) {
    const { kim, phone } = await enrolled(house)
    const asked = await askFor(house, kim)
    const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
    const body = await answerFor(house, phone, challenge, asked.number, { claims })
    expect(await send(house, body)).toEqual({ state: 'denied', why: 'wrong-number' })
  }
})

test('9 what would forbid the sign-in now forbids the approval', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  await house.db.updateTable('tenants').set({ status: 'closed' }).execute()
  const body = await answerFor(house, phone, challenge, asked.number)
  expect(await send(house, body)).toEqual(refused('request-ended', { state: 'cancelled' }))
  expect(await stateOf(house, asked)).toEqual(['cancelled', 'organisation-open'])
})

test('an assertion has to come from the app’s origin, with the person present and verified', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const { authenticator } = phone.phone
  for (const how of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { userPresent: false },
    { userVerified: false },
    { type: 'webauthn.create' },
  ]) {
    authenticator.misbehave(how)
    const body = await answerFor(house, phone, challenge, asked.number)
    expect(await send(house, body), JSON.stringify(how)).toEqual(refused('uv-failed'))
  }
  authenticator.misbehave({})
  expect((await stateOf(house, asked))[0]).toBe('pending')
  expect(await send(house, await answerFor(house, phone, challenge, asked.number))).toMatchObject({
    state: 'approved',
  })
})

test('a credential that may be backed up is not bound to hardware', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { createPhone } = await import('../../../test/phone-harness.ts')
  const made = createPhone(house)
  made.authenticator.misbehave({ backupEligible: true })
  const phone = await enrolPhone(house, kim, { phone: made })
  const asked = await askFor(house, kim)
  await approve(phone, asked)
  expect((await redeemAsked(house, asked)).amr).toEqual(['pop', 'user', 'mfa'])
})

test('the same bytes again get the stored reply and change nothing; a lost reply harms nobody', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const body = await answerFor(house, phone, challenge, asked.number)
  expect(await send(house, body)).toEqual({ state: 'approved', why: null })
  const events = await house.events()
  house.advance(100)
  expect(await send(house, body)).toEqual({ state: 'approved', why: null })
  expect(await house.events()).toEqual(events)

  const next = await askFor(house, kim)
  const refusal = await answerFor(
    house,
    phone,
    await fetchChallenge(phone.phone, phone.enrolment, next.id),
    '10',
    {
      claims: { uv: 'none' },
    },
  )
  expect(await send(house, refusal)).toEqual(refused('uv-required'))
  expect(await send(house, refusal)).toEqual(refused('uv-required'))
  // An older answer is no longer the last one: to the server it is a copy of the key.
  expect(await send(house, body)).toEqual(refused('counter-reused'))
})

test('an approval moved to another request is refused', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const first = await askFor(house, kim, { browserHash: Buffer.from('one') })
  const second = await askFor(house, kim, { browserHash: Buffer.from('two') })
  const shownFirst = await fetchChallenge(phone.phone, phone.enrolment, first.id)
  await fetchChallenge(phone.phone, phone.enrolment, second.id)
  const moved = await answerFor(house, phone, shownFirst, second.number, { claims: { rid: second.id } })
  expect(await send(house, moved)).toEqual(refused('device-signature-invalid'))
  expect((await stateOf(house, second))[0]).toBe('pending')
})

test('the phone shows nothing of a challenge that is not its issuer’s, its own, or of this request', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const { jws, claims } = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const verify = (enrolment: typeof phone.enrolment, rid: RequestId, text: string) =>
    verifyChallenge(phone.phone, enrolment, rid, text)
  const forged = { name: 'ForgedMessageError' }
  await expect(verify(phone.enrolment, randomToken(16) as RequestId, jws)).rejects.toMatchObject(forged)
  await expect(
    verify({ ...phone.enrolment, deviceId: crypto.randomUUID() as never }, asked.id, jws),
  ).rejects.toMatchObject(forged)
  const own = await signJws(
    messageTypes.challenge,
    { kid: 'x' },
    claims,
    signerOf(phone.enrolment.deviceKey.privateKey),
  )
  await expect(verify(phone.enrolment, asked.id, own)).rejects.toMatchObject(forged)
  expect((await verify(phone.enrolment, asked.id, jws)).canApprove).toBe(true)
})

test('a phone whose clock is wrong corrects itself and is heard', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  phone.phone.skewSeconds = 7200
  const asked = await askFor(house, kim)
  expect(await approve(phone, asked)).toMatchObject({ state: 'approved' })
  expect((await phone.phone.store.findEnrolment(phone.enrolment.deviceId))?.clockOffsetSeconds).toBe(-7200)
})

test('a database restored from an earlier copy sees only higher counters', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  for (let i = 0; i < 3; i++) await approve(phone, await askFor(house, kim))
  await house.db
    .updateTable('devices')
    .set({ counter: 1, lastAnswerHash: null, lastAnswerReply: null })
    .execute()
  expect(await approve(phone, await askFor(house, kim))).toMatchObject({ state: 'approved' })
})

test('a PIN: misses count, the fifth waits, the tenth suspends; the number is not looked at', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house, { pin: '493817' })
  const asked = await askFor(house, kim)
  const { challenge, tryPin } = await pinTrier(house, phone, asked)
  expect(await tryPin('0'.repeat(43))).toEqual(refused('pin-wrong', { left: 9 }))
  expect((await stateOf(house, asked))[0]).toBe('pending')
  for (let left = 8; left > 5; left--)
    expect(await tryPin('0'.repeat(43))).toEqual(refused('pin-wrong', { left }))
  expect(await tryPin('0'.repeat(43))).toEqual(refused('pin-wrong', { left: 5, retryAfterSeconds: 60 }))
  // Not even the right one is looked at while it waits.
  const decision = { kind: 'approve', number: asked.number, verification: phone.verification } as const
  await expect(answer(phone.phone, phone.enrolment, challenge, decision)).rejects.toEqual(
    refused('rate-limited', { retryAfterSeconds: 60 }),
  )
  house.advance(60)
  expect(await answer(phone.phone, phone.enrolment, challenge, decision)).toMatchObject({ state: 'approved' })

  // The right one has cleared the count.
  const next = await pinTrier(house, phone, await askFor(house, kim))
  const waits = [0, 0, 0, 0, 60, 300, 900, 900, 900]
  for (const seconds of waits) {
    expect(await next.tryPin('0'.repeat(43))).toEqual(
      refused('pin-wrong', seconds ? { retryAfterSeconds: seconds } : {}),
    )
    house.advance(seconds)
    if (seconds) await next.renew()
  }
  expect(await next.tryPin('0'.repeat(43))).toEqual(refused('device-suspended'))
  const device = await house.db.selectFrom('devices').select(['state', 'stateWhy']).executeTakeFirstOrThrow()
  expect(device).toEqual({ state: 'suspended', stateWhy: 'pin' })
  expect(await house.events()).toContain('device.suspended')
}, 40_000)

test('an answer may be a minute ahead and two minutes old', async ({ house }) => {
  for (const [seconds, came] of [
    [59, { state: 'approved', why: null }],
    [61, refused('clock')],
    [-119, { state: 'approved', why: null }],
    [-121, refused('clock')],
  ] as const) {
    const { kim, phone } = await enrolled(house)
    const asked = await askFor(house, kim)
    const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
    const iat = Math.floor(house.now.getTime() / 1000) + seconds
    const body = await answerFor(house, phone, challenge, asked.number, { claims: { iat } })
    expect([seconds, await send(house, body)]).toEqual([seconds, came])
  }
})

test('unregistered while a request waits: the phone answers nothing any more', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  await house.work(null, (work) =>
    unregisterAllDevices(work, { userId: kim.id, confirmation: 'unregister all devices', reason: 'test' }),
  )
  const body = await answerFor(house, phone, challenge, asked.number)
  expect(await send(house, body)).toEqual(refused('device-removed'))
  expect((await stateOf(house, asked))[0]).toBe('cancelled')
})

staged('a new request while an answer is under way: the answer that came first counts', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const yes = await answerFor(house, phone, challenge, asked.number)
  const { later } = await house.work(null, async (work) => {
    expect(await answerRequest(work, yes)).toEqual({ state: 'approved', why: null })
    const next = outsideOfUnits(() => askFor(house, kim))
    await house.untilBlocked()
    return { later: { next } }
  })
  const next = await later.next
  expect((await stateOf(house, asked))[0]).toBe('approved')
  expect((await stateOf(house, next))[0]).toBe('pending')
})

staged('an answer while a new request is being made: what it answers is over', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const yes = await answerFor(house, phone, challenge, asked.number)
  const { late } = await house.work(null, async (work) => {
    await askApproval(work, questionOf(kim))
    const call = send(house, yes)
    await house.untilBlocked()
    return { late: { call } }
  })
  expect(await late.call).toEqual(refused('request-ended', { state: 'superseded' }))
})

/** Sends approvals with a PIN's proof of the test's choosing. */
async function pinTrier(house: House, phone: Enrolled, asked: Asked) {
  let current = asked
  let challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
  const { userId } = await house.db
    .selectFrom('devices')
    .select('userId')
    .where('id', '=', phone.enrolment.deviceId)
    .executeTakeFirstOrThrow()
  return {
    challenge,
    tryPin: async (pin: string) =>
      send(house, {
        ...(await answerFor(house, phone, challenge, current.number, {
          claims: { uv: 'pin', wa: undefined },
        })),
        pin,
      }),
    /** Time has passed: another request takes the place of the one that ran out. */
    async renew() {
      const { email } = await house.db
        .selectFrom('users')
        .select('email')
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      current = await askFor(house, { id: userId, email, name: '', adminRole: null, tenancy: house.tenancy })
      challenge = await fetchChallenge(phone.phone, phone.enrolment, current.id)
    },
  }
}

test('ten wrong PINs sent in parallel: five count, the others wait', async ({ house }) => {
  const { kim, phone } = await enrolled(house, { pin: '493817' })
  const asked = await askFor(house, kim)
  const { tryPin } = await pinTrier(house, phone, asked)
  const replies = await Promise.all(Array.from({ length: 10 }, () => tryPin('0'.repeat(43))))
  const codes = replies.map((reply) => (reply instanceof Problem ? reply.code : 'let in'))
  expect(codes.filter((code) => code === 'pin-wrong').length).toBeLessThanOrEqual(5)
  expect(codes).not.toContain('let in')
  const { pinMisses } = await house.db.selectFrom('devices').select('pinMisses').executeTakeFirstOrThrow()
  expect(pinMisses).toBeLessThanOrEqual(5)
  expect(pinMisses).toBe(codes.filter((code) => code === 'pin-wrong').length)
})

staged('two answers at once: one wins, the other is told', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const unlock = { deviceId: phone.enrolment.deviceId, verification: phone.verification }
  const identity = { kind: 'existing' as const, did: phone.enrolment.did, unlock }
  const other = await enrolPhone(house, kim, { phone: phone.phone, identity })
  const asked = await askFor(house, kim)
  const yes = await answerFor(
    house,
    phone,
    await fetchChallenge(phone.phone, phone.enrolment, asked.id),
    asked.number,
  )
  const second = await house.work(null, async (work) => {
    expect(await answerRequest(work, yes)).toEqual({ state: 'approved', why: null })
    const call = decide(other, asked, { kind: 'deny' })
    await house.untilBlocked()
    return { refused: expect(call).rejects.toEqual(refused('request-ended', { state: 'approved' })) }
  })
  await second.refused
})

staged('an approval while the person is being deactivated: nothing of it is left', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const yes = await answerFor(
    house,
    phone,
    await fetchChallenge(phone.phone, phone.enrolment, asked.id),
    asked.number,
  )
  const late = await house.work(null, async (work) => {
    await deactivateUser(work, { userId: kim.id, kind: 'suspension' })
    const call = send(house, yes)
    await house.untilBlocked()
    return { call }
  })
  expect(await late.call).toEqual(refused('request-ended', { state: 'cancelled' }))
  await expect(redeemAsked(house, asked)).rejects.toEqual(refused('request-ended'))
})

test('deactivation, removal or unregistration between approval and redemption wins', async ({ house }) => {
  for (const act of ['deactivate', 'remove', 'unregister'] as const) {
    const { kim, phone } = await enrolled(house)
    const asked = await askFor(house, kim)
    await approve(phone, asked)
    const { deviceId } = phone.enrolment
    await house.work(null, async (work) => {
      if (act === 'deactivate') await deactivateUser(work, { userId: kim.id, kind: 'suspension' })
      else if (act === 'unregister')
        await unregisterAllDevices(work, {
          userId: kim.id,
          confirmation: 'unregister all devices',
          reason: 'test',
        })
      else
        await removeDevice(work, {
          userId: kim.id,
          deviceId,
          confirmation: 'remove device',
          endSessions: false,
          why: 'removed',
        })
    })
    await expect(redeemAsked(house, asked)).rejects.toEqual(refused('request-ended', { state: 'cancelled' }))
  }
})

staged('an approval while the device is being removed', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  const yes = await answerFor(
    house,
    phone,
    await fetchChallenge(phone.phone, phone.enrolment, asked.id),
    asked.number,
  )
  const { deviceId } = phone.enrolment
  const late = await house.work(null, async (work) => {
    await removeDevice(work, {
      userId: kim.id,
      deviceId,
      confirmation: 'Remove device',
      endSessions: true,
      why: 'removed',
    })
    const call = send(house, yes)
    await house.untilBlocked()
    return { call }
  })
  expect(await late.call).toEqual(refused('device-removed'))
})

staged('two browsers’ pages redeem at once: one', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  await approve(phone, asked)
  const signInId = await signIn(asked, house)
  const second = await house.work(null, async (work) => {
    await redeemApproval(work, { id: asked.id, signInId })
    const other = outsideOfUnits(() => redeemAsked(house, asked))
    await house.untilBlocked()
    return { refused: expect(other).rejects.toEqual(refused('request-ended', { state: 'redeemed' })) }
  })
  await second.refused
})

test('an approval is redeemed by its own sign-in or session alone, and half a minute after its end at most', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  await approve(phone, asked)
  const signInId = await signIn(asked, house)
  const wrong = [
    { signInId: crypto.randomUUID() as SignInId },
    { sessionId: signInId as string as SessionId },
  ]
  for (const holder of wrong)
    await expect(
      house.work(null, (work) => redeemApproval(work, { id: asked.id, ...holder })),
    ).rejects.toEqual(refused('request-ended'))
  house.advance(151)
  await expect(redeemAsked(house, asked)).rejects.toEqual(refused('request-ended'))
  house.advance(-2)
  expect(await redeemAsked(house, asked)).toMatchObject({ userId: kim.id })
})
