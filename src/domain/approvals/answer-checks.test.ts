import { expect } from 'vitest'
import { messageTypes, verificationChallenge } from '#contract/device-messages.ts'
import type { RequestId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { type Challenge, fetchChallenge, verifyChallenge } from '#phone/answer.ts'
import { base64url, hash, randomBytes } from '#phone/base64url.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import { randomToken } from '#platform/random.ts'
import {
  answerFor,
  enrolled,
  type Forgery,
  redeemAsked,
  refused,
  send,
  stateOf,
} from '../../../test/answers.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { approve, askFor, type Enrolled, enrolPhone } from '../../../test/phone-harness.ts'
import type { Asked } from './ask-approval.ts'
import { cancelApprovals } from './cancel-approvals.ts'

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
