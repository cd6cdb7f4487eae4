import { expect } from 'vitest'
import { beginStepUp, finishStepUp } from '#contract/me.ts'
import { requireStepUp } from '#domain/sign-in/require-step-up.ts'
import { newId } from '#platform/id.ts'
import { test } from '../../test/harness.ts'
import { addPhone, sessionsOf } from '../../test/sign-in.ts'

test('a step-up is for its session alone, renews its proof once, and ends as the phone says', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const other = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const call = house.as(owner)
  const begun = await call(beginStepUp, { params: {}, body: { reason: 'Suspend Kim' } })
  expect(begun).toMatchObject({ state: 'pending', why: null })
  expect(begun.number).toMatch(/^\d\d$/)
  const params = { requestId: begun.id }
  await expect(house.as(other)(finishStepUp, { params, body: {} })).rejects.toMatchObject({
    code: 'approval-request-not-found',
  })
  const provedAt = async () => (await sessionsOf(house, owner.id))[0]?.provedAt
  const before = await provedAt()
  house.advance(60)
  expect(await call(finishStepUp, { params, body: {} })).toMatchObject({ state: 'pending' })
  expect(await provedAt()).toEqual(before)
  await house.db
    .updateTable('approvalRequests')
    .set({ state: 'approved', deviceId, verification: 'pin', answeredAt: house.now })
    .where('id', '=', begun.id)
    .execute()
  expect(await call(finishStepUp, { params, body: {} })).toMatchObject({
    state: 'redeemed',
    number: null,
    qr: null,
  })
  expect(await provedAt()).toEqual(house.now)
  house.advance(60)
  expect(await call(finishStepUp, { params, body: {} })).toMatchObject({ state: 'redeemed' })
  expect(await provedAt()).not.toEqual(house.now)
  expect(await house.events()).toContain('session.stepped-up')
})

test('a proof serves for ten minutes; the system needs none', async ({ house }) => {
  const owner = await house.addOwner()
  await expect(house.work(owner, async (work) => requireStepUp(work))).rejects.toMatchObject({
    code: 'step-up-required',
  })
  await house.work(null, async (work) => requireStepUp(work))
  await house.work(owner, async (work) => {
    const at = (seconds: number) => {
      const session = { id: newId() as never, provedAt: new Date(work.now.getTime() - seconds * 1000) }
      return () => requireStepUp({ ...work, actor: { ...work.actor, session } })
    }
    expect(at(600)).not.toThrow()
    expect(at(601)).toThrow('Approve this on your phone first')
  })
})
