import { expect } from 'vitest'
import { getDeactivationReceipt } from '#contract/departures.ts'
import { deactivateUser, reactivateUser } from '#contract/users.ts'
import { fillPerson } from '../../../test/full-person.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { askFor, enrolPhone, somePush } from '../../../test/phone-harness.ts'
import { issueClaim } from '../claims/issue-claim.ts'

const deactivate = (
  house: House,
  by: TestUser,
  user: TestUser,
  kind: 'suspension' | 'offboarding' = 'suspension',
) => house.as(by)(deactivateUser, { params: { userId: user.id }, body: { kind } })
const receiptOf = (house: House, by: TestUser, user: TestUser) =>
  house.as(by)(getDeactivationReceipt, { params: { userId: user.id }, body: {} })

test('the receipt names each thing that ended, and what ends by itself until it has', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await fillPerson(house, kim, owner)
  await house.db.deleteFrom('deactivationReceipts').execute()
  await deactivate(house, owner, kim)
  const { at, items } = await receiptOf(house, owner, kim)
  expect(at).toEqual(house.now)
  const inAnHour = new Date(house.now.getTime() + 3_600_000)
  expect(items.map(({ kind, name, state, endsAt }) => [kind, name, state, endsAt])).toEqual([
    ['session', 'Chrome on macOS', 'done', null],
    ['token', expect.stringMatching(/^Payroll/), 'pending', inAnHour],
    ['request', 'Payroll', 'done', null],
    ['setup-code', 'Invitation by mail', 'done', null],
    ['password-link', 'Link to set a password', 'done', null],
    ['override', 'Administrative override', 'done', null],
  ])
  const left = await house.db.selectFrom('oidcItems').select('id').execute()
  expect(left).toEqual([])
  for (const table of ['claims', 'passwordLinks', 'emailChanges'] as const) {
    const row = await house.db.selectFrom(table).select('voidedAt').executeTakeFirstOrThrow()
    expect(row.voidedAt, table).toEqual(house.now)
  }
  house.setNow(inAnHour)
  const states = (await receiptOf(house, await house.addOwner(), kim)).items.map(({ state }) => state)
  expect(states).toEqual(Array(6).fill('done'))
})

test('a bell that has not gone out does not ring any more; one that went out is told as such', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  await enrolPhone(house, kim, { push: somePush() })
  await askFor(house, kim)
  await deactivate(house, owner, kim)
  expect((await house.pushes()).filter(({ message }) => message.t === 'request')).toEqual([])
  const { items } = await receiptOf(house, owner, kim)
  expect(items).toContainEqual({
    kind: 'push',
    name: 'Test phone',
    state: 'done',
    endsAt: null,
    detail: null,
  })
  await house.db
    .updateTable('outbox')
    .set({ deadAt: null, deliveredAt: house.now })
    .where('deadAt', 'is not', null)
    .execute()
  const now = await receiptOf(house, owner, kim)
  expect(now.items.find(({ kind }) => kind === 'push')).toMatchObject({ state: 'failed' })
})

test('a session that lives against all that is shown as failed', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const { id } = await house.addSession(kim.id)
  await deactivate(house, owner, kim)
  await house.db.updateTable('sessions').set({ endedAt: null, endedWhy: null }).where('id', '=', id).execute()
  const { items } = await receiptOf(house, owner, kim)
  expect(items).toMatchObject([{ kind: 'session', state: 'failed' }])
})

test('a second kind of deactivation keeps the first receipt; the next deactivation has its own', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await expect(receiptOf(house, owner, kim)).rejects.toMatchObject({ code: 'receipt-not-found' })
  await house.addSession(kim.id)
  await deactivate(house, owner, kim)
  await deactivate(house, owner, kim, 'offboarding')
  expect((await receiptOf(house, owner, kim)).items).toHaveLength(1)
  await house.as(owner)(reactivateUser, { params: { userId: kim.id }, body: {} })
  house.advance(60)
  await deactivate(house, owner, kim)
  expect(await receiptOf(house, owner, kim)).toEqual({ at: house.now, items: [] })
})

test('a setup code that was shown before a deactivation opens nothing after the reactivation', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const { secret } = await house.work(owner, (work) => issueClaim(work, { userId: kim.id, kind: 'screen' }))
  await deactivate(house, owner, kim)
  await house.as(owner)(reactivateUser, { params: { userId: kim.id }, body: {} })
  const late = enrolPhone(house, kim, { claim: secret?.link ?? '', pin: '493817' })
  await expect(late).rejects.toMatchObject({ code: 'claim-invalid' })
})
