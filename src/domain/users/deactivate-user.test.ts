import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { type Deactivation, deactivateUser, getUser, reactivateUser, type User } from '#contract/users.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { findSession } from '../sessions/find-session.ts'
import { deactivateUser as deactivateInside } from './deactivate-user.ts'

const lostLaptop: Deactivation = { kind: 'suspension', reason: 'lost laptop' }
const deactivate = (house: House, actor: TestUser, userId: UserId, body = lostLaptop) =>
  house.as(actor)(deactivateUser, { params: { userId }, body })
const reactivate = (house: House, actor: TestUser, userId: UserId) =>
  house.as(actor)(reactivateUser, { params: { userId }, body: {} })

test('ends every session with its tokens and records one event for each; again nothing more happens', async ({
  house,
}) => {
  const admin = await house.addOwner()
  const kim = await house.addUser()
  const sessions = await Promise.all([1, 2, 3].map(() => house.addSession(kim.id)))
  for (const { id: sessionId } of sessions) {
    await house.db
      .insertInto('oidcItems')
      .values({
        tenantId: house.tenancy.tenantId,
        model: 'RefreshToken',
        id: Buffer.from(sessionId),
        sessionId,
        userId: kim.id,
        clientId: null,
        payload: '{}',
        consumedAt: null,
        expiresAt: null,
      })
      .execute()
  }
  const deactivated = await deactivate(house, admin, kim.id, { ...lostLaptop, message: 'Call the help desk' })
  expect(deactivated).toMatchObject({
    status: 'deactivated',
    deactivation: { ...lostLaptop, message: 'Call the help desk', at: house.now },
    version: 2,
  })
  for (const { token } of sessions) {
    expect(await findSession(house.ground, house.tenancy.tenantId, token)).toBeUndefined()
  }
  expect(await house.db.selectFrom('oidcItems').select('id').execute()).toEqual([])

  await deactivate(house, admin, kim.id, { ...lostLaptop, message: 'Call the help desk' })
  expect((await house.events()).sort()).toEqual(
    [...Array(3).fill('user.session.revoked'), 'user.deactivated'].sort(),
  )
  const event = await house.db
    .selectFrom('auditEvents')
    .selectAll()
    .where('type', '=', 'user.deactivated')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({
    actorId: admin.id,
    data: { userId: kim.id, kind: 'suspension', sessionsEnded: 3, requestsEnded: 0, until: null },
  })
})

test('an offboarding replaces a suspension that would have ended by itself, and what to return to stays', async ({
  house,
}) => {
  const admin = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const until = new Date(house.now.getTime() + 86_400_000)
  await deactivate(house, admin, kim.id, { kind: 'suspension', until })
  const { deactivation } = await deactivate(house, admin, kim.id, { kind: 'offboarding' })
  expect(deactivation).toEqual({ kind: 'offboarding', at: house.now })
  expect(await reactivate(house, admin, kim.id)).toMatchObject({ status: 'invited', deactivation: null })
})

test('reactivation brings the person back and no session; an ended one stays refused', async ({ house }) => {
  const admin = await house.addOwner()
  const kim = await house.addUser()
  const { token } = await house.addSession(kim.id)
  await deactivate(house, admin, kim.id)
  expect(await reactivate(house, admin, kim.id)).toMatchObject({
    status: 'active',
    deactivation: null,
    version: 3,
  })
  expect(await findSession(house.ground, house.tenancy.tenantId, token)).toBeUndefined()
  await expect(reactivate(house, admin, kim.id)).rejects.toMatchObject({ code: 'user-not-deactivated' })
  expect(await house.events()).toEqual(['user.session.revoked', 'user.deactivated', 'user.reactivated'])
})

const nobody = crypto.randomUUID() as UserId

test.for<[ProblemCode, (house: House, owner: TestUser, admin: TestUser) => Promise<User>]>([
  ['user-not-found', (house, owner) => deactivate(house, owner, nobody)],
  ['user-not-found', (house, owner) => reactivate(house, owner, nobody)],
  ['user-not-found', (house, owner) => house.as(owner)(getUser, { params: { userId: nobody }, body: {} })],
  ['cannot-deactivate-self', (house, owner) => deactivate(house, owner, owner.id)],
  ['higher-rank', (house, owner, admin) => deactivate(house, admin, owner.id)],
  ['higher-rank', (house, owner, admin) => reactivate(house, admin, owner.id)],
  ['user-not-deactivated', (house, owner, admin) => reactivate(house, owner, admin.id)],
])('refuses with %s and leaves no trace', async ([code, attempt], { house }) => {
  const owner = await house.addOwner()
  const admin = await house.addAdmin('user-admin')
  await expect(attempt(house, owner, admin)).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.events()).toEqual([])
})

test('the system, which ranks as an owner, cannot deactivate the last one either', async ({ house }) => {
  const owner = await house.addOwner()
  await house.addOwner({ status: 'invited' })
  const attempt = house.work(null, (work) => deactivateInside(work, { userId: owner.id, ...lostLaptop }))
  await expect(attempt).rejects.toMatchObject({ code: 'last-owner' })
})

test('a proof by phone that is older than ten minutes does not serve', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })
  house.advance(601)
  await expect(deactivate(house, owner, kim.id)).rejects.toMatchObject({ code: 'step-up-required' })
})

staged('two owners deactivate each other at once: the second is refused', async ({ house }) => {
  const a = await house.addOwner()
  const b = await house.addOwner()
  await house.as(b)(getUser, { params: { userId: a.id }, body: {} })
  const second = await house.work(a, async (work) => {
    await deactivateInside(work, { userId: b.id, ...lostLaptop })
    const call = house.work(null, (other) => deactivateInside(other, { userId: a.id, ...lostLaptop }))
    const refused = expect(call).rejects.toMatchObject({ code: 'last-owner' })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
})
