import { expect } from 'vitest'
import { answer, fetchChallenge } from '#phone/answer.ts'
import { answerFor, enrolled, redeemAsked, refused, send, stateOf } from '../../../test/answers.ts'
import { createHouse, test } from '../../../test/harness.ts'
import { approve, askFor, decide, somePush } from '../../../test/phone-harness.ts'
import { listApprovalRequests } from './list-approval-requests.ts'

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

test('a database restored from an earlier copy sees only higher counters', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  for (let i = 0; i < 3; i++) await approve(phone, await askFor(house, kim))
  await house.db
    .updateTable('devices')
    .set({ counter: 1, lastAnswerHash: null, lastAnswerReply: null })
    .execute()
  expect(await approve(phone, await askFor(house, kim))).toMatchObject({ state: 'approved' })
})

test('a browser in another country than the phone is said on the phone and in the event; one that nobody can place is not', async () => {
  let country: string | null = 'DE'
  const findPlace = () => ({ city: null, country })
  const { house, close } = await createHouse({ findPlace })
  const { kim, phone } = await enrolled(house)
  const seen: unknown[] = []
  for (country of ['DE', 'PT', null]) {
    // From Lisbon.
    const asked = await askFor(house, kim)
    const challenge = await fetchChallenge(phone.phone, phone.enrolment, asked.id)
    seen.push(challenge.claims.far)
    const decision = { kind: 'approve', number: asked.number, verification: phone.verification } as const
    await answer(phone.phone, phone.enrolment, challenge, decision)
  }
  expect(seen).toEqual([true, undefined, undefined])
  const events = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'signin.request.approved')
    .orderBy('id')
    .execute()
  expect(events.map(({ data }) => (data as { far?: true }).far)).toEqual([true, undefined, undefined])
  await close()
})
