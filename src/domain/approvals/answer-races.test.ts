import { expect } from 'vitest'
import type { SessionId, SignInId } from '#contract/ids.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { fetchChallenge } from '#phone/answer.ts'
import { answerFor, enrolled, redeemAsked, refused, send, signIn, stateOf } from '../../../test/answers.ts'
import { staged, test } from '../../../test/harness.ts'
import {
  approve,
  askFor,
  decide,
  enrolPhone,
  outsideOfUnits,
  questionOf,
} from '../../../test/phone-harness.ts'
import { removeDevice } from '../devices/remove-device.ts'
import { unregisterAllDevices } from '../devices/unregister-all-devices.ts'
import { answerRequest } from './answer-request.ts'
import { askApproval } from './ask-approval.ts'
import { redeemApproval } from './redeem-approval.ts'

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
