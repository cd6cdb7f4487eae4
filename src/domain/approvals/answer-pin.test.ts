import { expect } from 'vitest'
import { resumeDevice } from '#contract/devices.ts'
import { Problem } from '#contract/problem.ts'
import { answer, fetchChallenge } from '#phone/answer.ts'
import { answerFor, enrolled, refused, send, stateOf } from '../../../test/answers.ts'
import { type House, test } from '../../../test/harness.ts'
import { askFor, type Enrolled } from '../../../test/phone-harness.ts'
import type { Asked } from './ask-approval.ts'

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
  const paused = (await house.mails()).filter(
    ({ subject }) => subject === 'Your phone was paused at Northwind',
  )
  expect(paused.map(({ to }) => to)).toEqual([kim.email])

  // Somebody recognises them: three tries are left, and the right one clears the count as ever.
  const params = { userId: kim.id, deviceId: phone.enrolment.deviceId }
  const resume = async () => house.as(await house.addAdmin('help-desk'))(resumeDevice, { params, body: {} })
  expect(await resume()).toMatchObject({ state: 'active', stateWhy: null })
  expect((await house.mails()).at(-1)).toMatchObject({
    to: kim.email,
    subject: 'Your phone goes on at Northwind',
  })
  await next.renew()
  for (const left of [2, 1]) {
    expect(await next.tryPin('0'.repeat(43))).toEqual(refused('pin-wrong', { left, retryAfterSeconds: 900 }))
    house.advance(900)
    await next.renew()
  }
  expect(await next.tryPin('0'.repeat(43))).toEqual(refused('device-suspended'))
  await resume()
  const last = await askFor(house, kim)
  const shown = await fetchChallenge(phone.phone, phone.enrolment, last.id)
  const right = { kind: 'approve', number: last.number, verification: phone.verification } as const
  expect(await answer(phone.phone, phone.enrolment, shown, right)).toMatchObject({ state: 'approved' })
  // Of one that is not paused nothing is changed.
  const before = await house.events()
  expect(await resume()).toMatchObject({ state: 'active' })
  expect(await house.events()).toEqual(before)
  expect(before.filter((type) => type === 'device.resumed')).toHaveLength(2)
}, 40_000)

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
