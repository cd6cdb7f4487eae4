import { expect } from 'vitest'
import { deleteUser, terminateUser } from '#contract/departures.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { getUser } from '#contract/users.ts'
import { handlePush } from '#phone/handle-push.ts'
import { checkStatus } from '#phone/status.ts'
import { newId } from '#platform/id.ts'
import { fillPerson, tablesHolding } from '../../../test/full-person.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { aPhone, enrolPhone, somePush } from '../../../test/phone-harness.ts'
import { readEvents } from '../audit/read-events.ts'
import { dropPushSubscription, findPushSubscription } from '../devices/push-subscription.ts'
import { findSession } from '../sessions/find-session.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { deleteUser as deleteInside } from './delete-user.ts'

const remove = (
  house: House,
  by: TestUser,
  user: TestUser,
  { erase = false, confirmation = user.email } = {},
) => house.as(by)(deleteUser, { params: { userId: user.id }, body: { confirmation, erase } })
const terminate = (house: House, by: TestUser, user: TestUser, confirmation = user.email) =>
  house.as(by)(terminateUser, { params: { userId: user.id }, body: { confirmation } })

/** What outlives a person: the log, the note that they are gone, and the ids in the rows of a job. */
const outlives = ['audit_events', 'job_rows', 'user_tombstones']

test('deleting somebody leaves no row of theirs in any table', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ firstName: 'Kimberly' })
  const other = await house.addUser()
  await fillPerson(house, kim, owner)
  await fillPerson(house, other, owner)
  const before = await tablesHolding(house, kim.id)
  // A table that this test does not fill would pass it for nothing.
  expect([...before].filter(([name, holds]) => !holds && !outlives.includes(name))).toEqual([])

  await remove(house, owner, kim, { confirmation: ` ${kim.email.toUpperCase()} ` })
  const after = await tablesHolding(house, kim.id)
  expect([...after].filter(([, holds]) => holds).map(([name]) => name)).toEqual(outlives)
  for (const table of ['enrolments', 'challenges', 'oidcItems'] as const) {
    expect(await house.db.selectFrom(table).select('tenantId').execute(), table).toHaveLength(1)
  }
  expect(await tablesHolding(house, other.id)).toEqual(before.set('user_tombstones', false))
  await expect(house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })).rejects.toMatchObject({
    code: 'user-not-found',
  })
  await expect(remove(house, owner, kim)).rejects.toMatchObject({ code: 'user-not-found' })
  const tombstone = await house.db.selectFrom('userTombstones').selectAll().execute()
  expect(tombstone).toMatchObject([{ userId: kim.id, why: 'deleted', survivorId: null, at: house.now }])
  // Their address is free again.
  await house.addUser({ email: kim.email })
})

test('their sessions end, their phone is told and forgets, although nobody knows them any more', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const enrolled = await enrolPhone(house, kim, { push: somePush() })
  const { phone, enrolment } = enrolled
  const { token } = await house.addSession(kim.id)
  await remove(house, owner, kim)
  expect(await findSession(house.ground, house.tenancy.tenantId, token)).toBeUndefined()
  expect(await house.db.selectFrom('identities').select('id').execute()).toEqual([])

  const [revoke] = (await house.pushes()).filter(({ message }) => message.t === 'revoke')
  const { deviceId } = enrolment
  const find = () => house.work(null, (work) => findPushSubscription(work, { deviceId }))
  expect(await find()).toMatchObject({ endpoint: 'https://push.example/a' })
  const report = { dev: aPhone, push: somePush() }
  for (const question of [{}, { report }])
    expect(await checkStatus(phone, enrolment, question)).toMatchObject({
      kind: 'wipe',
      status: { state: 'removed', user: { name: '' } },
    })
  expect(await handlePush(phone, revoke?.message)).toMatchObject({ kind: 'wiped', left: 0 })
  await house.work(null, (work) => dropPushSubscription(work, { deviceId }))
  expect(await find()).toBeUndefined()
  // Nothing of it says whose it was.
  const departed = await house.db.selectFrom('departedDevices').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(departed)).not.toMatch(/Test phone|did:key/)
})

test('past events stay readable after a deletion, and are anonymous after an erasure', async ({ house }) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  for (const user of [kim, lee]) {
    await house.work(owner, (work) =>
      deactivateUser(work, { userId: user.id, kind: 'investigation', reason: 'a letter from Mallory' }),
    )
  }
  // A record that was merged into the second one belongs to the same person.
  const merged = newId() as TestUser['id']
  const { tenantId } = house.tenancy
  await house.db
    .insertInto('userTombstones')
    .values({ tenantId, userId: merged, why: 'merged', survivorId: lee.id, at: house.now })
    .execute()
  await house.db
    .insertInto('subjectKeys')
    .values({ tenantId, subjectId: merged, keySealed: Buffer.alloc(32) })
    .execute()
  await remove(house, owner, kim)
  await remove(house, owner, lee, { erase: true })

  const read = (user: TestUser) =>
    house.work(owner, (work) => readEvents(work, { userId: user.id, limit: 20 }))
  const kept = await read(kim)
  expect(kept.map(({ type }) => type)).toEqual(['user.deleted', 'user.deactivated'])
  expect(kept[1]?.personal).toMatchObject({ reason: 'a letter from Mallory' })
  expect(kept[0]?.personal).toMatchObject({ name: kim.name, email: kim.email })
  expect(kept[0]?.data).toEqual({ userId: kim.id, reason: 'deleted', erased: false })
  const erased = await read(lee)
  expect(erased.map(({ type }) => type)).toEqual(['user.erased', 'user.deleted', 'user.deactivated'])
  expect(erased.map(({ personal }) => personal)).toEqual([null, null, null])
  const keys = await house.db.selectFrom('subjectKeys').select('subjectId').execute()
  expect(keys.map(({ subjectId }) => subjectId)).not.toContain(lee.id)
  expect(keys.map(({ subjectId }) => subjectId)).not.toContain(merged)
  expect(keys.map(({ subjectId }) => subjectId)).toContain(kim.id)
})

test('who is known here alone is terminated at once; whom others know is removed here, and asked for there', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  expect(await terminate(house, owner, kim)).toEqual({ outcome: 'terminated' })

  const there = await house.addTenant('contoso')
  const same = await house.addUser({ tenancy: there })
  const identity = { id: newId(), did: 'did:key:zShared', createdAt: house.now }
  await house.db.insertInto('identities').values(identity).execute()
  await house.db
    .updateTable('users')
    .set({ identityId: identity.id, did: identity.did })
    .where('id', 'in', [lee.id, same.id])
    .execute()
  expect(await terminate(house, owner, lee)).toEqual({ outcome: 'asked' })
  expect(await terminate(house, owner, lee)).toEqual({ outcome: 'asked' })
  expect(await house.as(owner)(getUser, { params: { userId: lee.id }, body: {} })).toMatchObject({
    status: 'deactivated',
    removal: { at: house.now },
    terminationAskedAt: house.now,
  })
  const events = await house.events()
  expect(events.filter((type) => type === 'user.termination.asked')).toHaveLength(1)
  const elsewhere = await house.db.selectFrom('users').select('status').where('id', '=', same.id).execute()
  expect(elsewhere).toEqual([{ status: 'active' }])
  // The other organisation let go of them meanwhile: nothing is left to ask for.
  await house.db.updateTable('users').set({ identityId: null, did: null }).where('id', '=', same.id).execute()
  expect(await terminate(house, owner, lee)).toEqual({ outcome: 'terminated' })
  expect(await house.db.selectFrom('identities').select('id').execute()).toEqual([])
})

interface Cast {
  readonly house: House
  readonly owner: TestUser
  readonly admin: TestUser
  readonly desk: TestUser
  readonly kim: TestUser
}
test.for<[ProblemCode, string, (cast: Cast) => Promise<unknown>]>([
  ['higher-rank', 'deleting an owner', ({ house, admin, owner }) => remove(house, admin, owner)],
  ['higher-rank', 'terminating an owner', ({ house, admin, owner }) => terminate(house, admin, owner)],
  ['cannot-deactivate-self', 'deleting oneself', ({ house, admin }) => remove(house, admin, admin)],
  ['cannot-deactivate-self', 'terminating oneself', ({ house, owner }) => terminate(house, owner, owner)],
  ['forbidden', 'the help desk', ({ house, desk, kim }) => remove(house, desk, kim)],
  [
    'confirmation-mismatch',
    'another address typed',
    ({ house, owner, kim }) => remove(house, owner, kim, { confirmation: 'lee@example.com' }),
  ],
  [
    'confirmation-mismatch',
    'another address typed to terminate',
    ({ house, owner, kim }) => terminate(house, owner, kim, 'x'),
  ],
  [
    'step-up-required',
    'an old proof',
    async ({ house, owner, kim }) => {
      await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })
      house.advance(601)
      return remove(house, owner, kim)
    },
  ],
  [
    'last-owner',
    'the last owner, by the system',
    ({ house, owner }) =>
      house.work(null, (work) =>
        deleteInside(work, { userId: owner.id, confirmation: owner.email, erase: false }),
      ),
  ],
])('refuses with %s: %s', async ([code, , attempt], { house }) => {
  const [owner, admin] = [await house.addOwner(), await house.addAdmin('user-admin')]
  const [desk, kim] = [await house.addAdmin('help-desk'), await house.addUser()]
  await expect(attempt({ house, owner, admin, desk, kim })).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.events()).toEqual([])
})

staged('deactivating and deleting somebody at once: whoever comes second finds nobody', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await house.addSession(kim.id)
  const second = await house.work(owner, async (work) => {
    await deleteInside(work, { userId: kim.id, confirmation: kim.email, erase: false })
    const call = house.work(null, (other) => deactivateUser(other, { userId: kim.id, kind: 'suspension' }))
    const refused = expect(call).rejects.toMatchObject({ code: 'user-not-found' })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
})

staged('two owners delete each other at once: one stays', async ({ house }) => {
  const [a, b] = [await house.addOwner(), await house.addOwner()]
  const second = await house.work(a, async (work) => {
    await deleteInside(work, { userId: b.id, confirmation: b.email, erase: false })
    const call = house.work(b, (other) =>
      deleteInside(other, { userId: a.id, confirmation: a.email, erase: false }),
    )
    const refused = expect(call).rejects.toMatchObject({ code: 'unauthenticated' })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
  const left = await house.db.selectFrom('users').select('id').execute()
  expect(left).toEqual([{ id: a.id }])
})

staged(
  'a sign-in and the deletion of its person that wait for each other both come to an end',
  async ({ house }) => {
    const owner = await house.addOwner()
    const kim = await house.addUser()
    await fillPerson(house, kim, owner)
    let deletion: Promise<unknown> | undefined
    // As a sign-in that finishes: its own row first, then the person.
    const seen = await house.work(null, async (work) => {
      const own = await work.db
        .selectFrom('signIns')
        .select('id')
        .where('userId', '=', kim.id)
        .forUpdate()
        .executeTakeFirst()
      deletion ??= remove(house, owner, kim)
      if (own) await house.untilBlocked()
      const user = await work.db
        .selectFrom('users')
        .select('id')
        .where('id', '=', kim.id)
        .forNoKeyUpdate()
        .executeTakeFirst()
      return { own, user }
    })
    await deletion
    // Whichever of the two ran again, nothing is left.
    expect(seen.user === undefined || seen.own !== undefined).toBe(true)
    expect((await tablesHolding(house, kim.id)).get('sign_ins')).toBe(false)
  },
)
