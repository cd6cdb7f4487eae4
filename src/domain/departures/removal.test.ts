import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { previewDeparture, removeFromOrganisation, restoreUser } from '#contract/departures.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { createUser, deactivateUser, getUser, reactivateUser } from '#contract/users.ts'
import { checkStatus } from '#phone/status.ts'
import { fillPerson } from '../../../test/full-person.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { enrolPhone, somePush } from '../../../test/phone-harness.ts'
import { cleanUp } from '../../jobs/clean-up.ts'
import { findSession } from '../sessions/find-session.ts'
import { restoreUser as restoreInside } from './restore-user.ts'

const day = 86_400
const remove = (house: House, by: TestUser, user: TestUser, reason?: string) =>
  house.as(by)(removeFromOrganisation, {
    params: { userId: user.id },
    body: { ...(reason !== undefined && { reason }) },
  })
const restore = (house: House, by: TestUser, user: TestUser) =>
  house.as(by)(restoreUser, { params: { userId: user.id }, body: {} })
const read = (house: House, by: TestUser, user: TestUser) =>
  house.as(by)(getUser, { params: { userId: user.id }, body: {} })
const runCleanUp = (house: House) =>
  cleanUp(
    { ground: house.ground, log: house.edge.log, findTenancy: house.edge.tenants.byId },
    new AbortController().signal,
    false,
  )
const decide = (house: House, value: object) =>
  house.db
    .insertInto('tenantSettings')
    .values({
      tenantId: house.tenancy.tenantId,
      section: 'lifecycle',
      value: JSON.stringify(value),
      updatedAt: house.now,
    })
    .execute()

test('whoever is removed is out at once: sessions end, the phone is told and removed, accounts wait', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim, { push: somePush() })
  await fillPerson(house, kim, owner)
  const { token } = await house.addSession(kim.id)
  await house.db.deleteFrom('auditEvents').execute()
  const params = { userId: kim.id }
  const preview = await house.as(owner)(previewDeparture, { params, body: {} })
  expect(preview).toEqual({
    sessions: 2,
    devices: 2,
    accounts: [expect.stringMatching(/^Payroll/)],
    links: 1,
    hasPassword: true,
    otherOrganisations: 0,
    oneOperator: false,
    endsElsewhere: 0,
    restoreDays: 30,
  })

  const removed = await remove(house, owner, kim, 'moved away')
  const purgeAt = new Date(house.now.getTime() + 30 * day * 1000)
  expect(removed).toMatchObject({
    status: 'deactivated',
    deactivation: { kind: 'offboarding', reason: 'moved away', at: house.now },
    removal: { at: house.now, purgeAt },
    activeDevices: 0,
  })
  expect(await findSession(house.ground, house.tenancy.tenantId, token)).toBeUndefined()
  expect((await house.pushes()).filter(({ message }) => message.t === 'revoke')).toHaveLength(1)
  expect(await checkStatus(phone, enrolment)).toMatchObject({ kind: 'wipe' })
  const open = house.db
    .selectFrom('sessions')
    .select('id')
    .where('userId', '=', kim.id)
    .where('endedAt', 'is', null)
  expect(await open.execute()).toEqual([])
  const events = await house.events()
  expect(events.at(-1)).toBe('user.removed')
  expect(events.filter((type) => type === 'device.removed')).toHaveLength(2)
  const account = await house.db.selectFrom('accounts').select(['status', 'did']).executeTakeFirstOrThrow()
  expect(account).toEqual({ status: 'invited', did: null })
  // The address is still theirs: whoever adds them again is told to restore them.
  const body = { firstName: 'K', lastName: 'L', email: kim.email, sendWelcomeEmail: false }
  const again = house.as(owner)(createUser, { params: {}, body })
  await expect(again).rejects.toMatchObject({ code: 'email-in-use' })
})

test('whoever is restored is back with accounts, links and password, deactivated and without a phone', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  await enrolPhone(house, kim, { pin: '493817' })
  await fillPerson(house, kim, owner)
  const params = { userId: kim.id }
  await remove(house, owner, kim)
  const refused = await Promise.allSettled([
    house.as(owner)(reactivateUser, { params, body: {} }),
    house.as(owner)(deactivateUser, { params, body: { kind: 'suspension' } }),
    remove(house, owner, kim),
  ])
  for (const one of refused) expect(one).toMatchObject({ reason: { code: 'user-removed' } })

  const restored = await restore(house, owner, kim)
  expect(restored).toMatchObject({
    status: 'deactivated',
    deactivation: { kind: 'offboarding' },
    removal: null,
    did: null,
    activeDevices: 0,
    hasPassword: true,
    providerLinks: 1,
  })
  expect(await house.db.selectFrom('identities').select('id').execute()).toEqual([])
  expect(await house.as(owner)(reactivateUser, { params, body: {} })).toMatchObject({ status: 'active' })
  const { claim } = await house.as(owner)(issueClaim, { params, body: { kind: 'screen' } })
  expect(claim.purpose).toBe('enrol')
  await expect(restore(house, owner, kim)).rejects.toMatchObject({ code: 'user-not-removed' })
})

test('the record goes by itself when the grace is over, and not before', async ({ house }) => {
  await decide(house, { restoreDays: 7 })
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await remove(house, owner, kim)
  await remove(house, owner, lee)
  house.advance(7 * day - 1)
  await runCleanUp(house)
  const left = () =>
    house.db.selectFrom('users').select(['id', 'removedAt']).where('id', '!=', owner.id).execute()
  expect(await left()).toHaveLength(2)
  await house.work(owner, (work) => restoreInside(work, { userId: lee.id }))
  house.advance(1)
  await runCleanUp(house)
  expect(await left()).toEqual([{ id: lee.id, removedAt: null }])
  const { why } = await house.db.selectFrom('userTombstones').select('why').executeTakeFirstOrThrow()
  expect(why).toBe('removed')
})

test('after an offboarding the removal follows by itself, unless somebody is back by then', async ({
  house,
}) => {
  await decide(house, { removeAfterDays: 3 })
  const owner = await house.addOwner()
  const [kim, lee, sam] = [await house.addUser(), await house.addUser(), await house.addUser()]
  const deactivate = (user: TestUser, body: { kind: 'offboarding' | 'suspension'; until?: Date }) =>
    house.as(owner)(deactivateUser, { params: { userId: user.id }, body })
  expect(await deactivate(kim, { kind: 'offboarding' })).toMatchObject({
    removeAt: new Date(house.now.getTime() + 3 * day * 1000),
  })
  await deactivate(lee, { kind: 'offboarding' })
  expect(await deactivate(sam, { kind: 'suspension' })).toMatchObject({ removeAt: null })
  const back = await house.as(owner)(reactivateUser, { params: { userId: lee.id }, body: {} })
  expect(back).toMatchObject({ removeAt: null })
  house.advance(3 * day - 1)
  await runCleanUp(house)
  const removed = () => house.db.selectFrom('users').select('id').where('removedAt', 'is not', null).execute()
  expect(await removed()).toEqual([])
  house.advance(1)
  await runCleanUp(house)
  await runCleanUp(house)
  expect(await removed()).toEqual([{ id: kim.id }])
  expect((await house.events()).filter((type) => type === 'user.removed')).toHaveLength(1)
})

interface Cast {
  readonly house: House
  readonly owner: TestUser
  readonly admin: TestUser
  readonly desk: TestUser
  readonly kim: TestUser
}
test.for<[ProblemCode, string, (cast: Cast) => Promise<unknown>]>([
  ['higher-rank', 'removing an owner', ({ house, admin, owner }) => remove(house, admin, owner)],
  ['higher-rank', 'restoring an owner', ({ house, admin, owner }) => restore(house, admin, owner)],
  ['cannot-deactivate-self', 'oneself', ({ house, owner }) => remove(house, owner, owner)],
  ['forbidden', 'the help desk', ({ house, desk, kim }) => remove(house, desk, kim)],
  ['user-not-removed', 'somebody who is here', ({ house, owner, kim }) => restore(house, owner, kim)],
  [
    'step-up-required',
    'an old proof',
    async ({ house, owner, kim }) => {
      await read(house, owner, kim)
      house.advance(601)
      return remove(house, owner, kim)
    },
  ],
])('refuses with %s: %s', async ([code, , attempt], { house }) => {
  const [owner, admin] = [await house.addOwner(), await house.addAdmin('user-admin')]
  const [desk, kim] = [await house.addAdmin('help-desk'), await house.addUser()]
  await expect(attempt({ house, owner, admin, desk, kim })).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.events()).toEqual([])
})
