import { expect } from 'vitest'
import type { OverrideId, UserId } from '#contract/ids.ts'
import { issueOverride, listOverrides, revokeOverride } from '#contract/overrides.ts'
import { deactivateUser } from '#contract/users.ts'
import { cleanUp } from '#jobs/clean-up.ts'
import { newId } from '#platform/id.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { issueOverride as issueInside } from './issue-override.ts'

const issue = (house: House, by: TestUser, userId: UserId, minutes = 60) =>
  house.as(by)(issueOverride, { params: { userId }, body: { reason: 'Left the phone at home', minutes } })
const list = async (house: House, by: TestUser, userId: UserId) =>
  (await house.as(by)(listOverrides, { params: { userId }, body: {} })).items
const states = async (house: House, by: TestUser, userId: UserId) =>
  (await list(house, by, userId)).map(({ state }) => state)
const revoke = (house: House, by: TestUser, userId: UserId, overrideId: OverrideId) =>
  house.as(by)(revokeOverride, { params: { userId, overrideId }, body: {} })

test('a passcode is shown once, kept as a keyed hash, and the person is told that there is one', async ({
  house,
}) => {
  const desk = await house.addAdmin('help-desk')
  const kim = await house.addUser({ email: 'kim@example.com' })
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'kim@home.example' })
    .where('id', '=', kim.id)
    .execute()
  const { override, code } = await issue(house, desk, kim.id)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  expect(override).toMatchObject({
    state: 'open',
    reason: 'Left the phone at home',
    usedAt: null,
    issuedBy: { id: desk.id, name: desk.name },
  })
  expect(override.expiresAt.getTime() - house.now.getTime()).toBe(3_600_000)
  expect(await list(house, desk, kim.id)).toEqual([override])
  const stored = await house.db.selectFrom('overrides').selectAll().executeTakeFirstOrThrow()
  expect(stored.codeHash.length).toBe(32)
  expect(JSON.stringify(stored)).not.toContain(code)
  const mails = await house.mails()
  expect(mails.map(({ to }) => to)).toEqual(['kim@example.com', 'kim@home.example'])
  for (const mail of mails) {
    expect(mail.subject).toBe('A passcode was issued for you at Northwind')
    expect(JSON.stringify(mail)).not.toContain(code)
  }
  const [event] = await house.db.selectFrom('auditEvents').selectAll().execute()
  expect(event).toMatchObject({ type: 'override.issued', actorId: desk.id, userId: kim.id })
  expect(JSON.stringify(event?.data)).not.toMatch(/home|reason/)
})

test('a person has one open at most: a newer one ends the earlier', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const first = await issue(house, owner, kim.id)
  const second = await issue(house, owner, kim.id)
  expect(second.code).not.toBe(first.code)
  expect(await states(house, owner, kim.id)).toEqual(['open', 'revoked'])
  expect(await house.events()).toEqual(['override.issued', 'override.expired', 'override.issued'])
  const ended = await house.db
    .selectFrom('overrides')
    .select('endedWhy')
    .where('id', '=', first.override.id)
    .executeTakeFirstOrThrow()
  expect(ended.endedWhy).toBe('replaced')
})

test('it is withdrawn once, and stays as it ended', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const { override } = await issue(house, owner, kim.id)
  expect(await revoke(house, owner, kim.id, override.id)).toEqual({ ...override, state: 'revoked' })
  expect((await revoke(house, owner, kim.id, override.id)).state).toBe('revoked')
  expect(await house.events()).toEqual(['override.issued', 'override.revoked'])
  const lee = await house.addUser()
  for (const [userId, id] of [
    [kim.id, newId() as OverrideId],
    [lee.id, override.id],
  ] as const) {
    await expect(revoke(house, owner, userId, id)).rejects.toMatchObject({ code: 'override-not-found' })
  }
})

test('time ends it, and the clean-up writes that down once', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const lee = await house.addUser()
  await issue(house, owner, kim.id, 10)
  await issue(house, owner, lee.id, 11)
  house.advance(600)
  expect(await states(house, owner, kim.id)).toEqual(['expired'])
  const { ground, log } = house.edge
  const parts = { ground, log, findTenancy: house.edge.tenants.byId }
  for (let round = 0; round < 2; round++) await cleanUp(parts, new AbortController().signal, false)
  expect(await house.events()).toEqual(['override.issued', 'override.issued', 'override.expired'])
  expect(await states(house, owner, lee.id)).toEqual(['open'])
  // The place of the open one is free again.
  await issue(house, owner, kim.id)
})

test('a deactivation ends it and names it', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await issue(house, owner, kim.id)
  await house.as(owner)(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension' } })
  expect(await states(house, owner, kim.id)).toEqual(['revoked'])
  expect(await house.events()).toContain('override.revoked')
})

test.for<
  ['user-admin' | 'help-desk' | 'owner', 'owner' | 'user-admin' | 'help-desk' | 'auditor', string | null]
>([
  ['help-desk', 'auditor', null],
  ['user-admin', 'help-desk', null],
  ['owner', 'user-admin', null],
  ['owner', 'owner', 'override-upwards'],
  ['help-desk', 'help-desk', 'override-upwards'],
  ['help-desk', 'user-admin', 'higher-rank'],
  ['user-admin', 'owner', 'higher-rank'],
])('%s for %s: %s', async ([by, whom, refused], { house }) => {
  const admin = await house.addAdmin(by)
  const target = await house.addAdmin(whom)
  const attempt = issue(house, admin, target.id)
  if (refused) await expect(attempt).rejects.toMatchObject({ code: refused })
  else await attempt
  expect(await house.events()).toEqual(refused ? [] : ['override.issued'])
})

test('not for oneself, nor for whoever cannot sign in, nor where the organisation wants none', async ({
  house,
}) => {
  const owner = await house.addOwner()
  await expect(issue(house, owner, owner.id)).rejects.toMatchObject({ code: 'override-upwards' })
  const desk = await house.addAdmin('help-desk')
  await expect(issue(house, desk, desk.id)).rejects.toMatchObject({ code: 'override-upwards' })
  const invited = await house.addUser({ status: 'invited' })
  await expect(issue(house, owner, invited.id)).rejects.toMatchObject({ code: 'user-invited' })
  const gone = await house.addUser()
  await house.as(owner)(deactivateUser, { params: { userId: gone.id }, body: { kind: 'suspension' } })
  await expect(issue(house, owner, gone.id)).rejects.toMatchObject({ code: 'user-deactivated' })
  await house.db
    .insertInto('tenantSettings')
    .values({
      tenantId: house.tenancy.tenantId,
      section: 'sign-in',
      value: JSON.stringify({ overrides: false }),
      version: 1,
      updatedAt: house.now,
    })
    .execute()
  const kim = await house.addUser()
  await expect(issue(house, owner, kim.id)).rejects.toMatchObject({ code: 'overrides-off' })
})

staged(
  'two administrators issue one at once: both are told a passcode, and one is open',
  async ({ house }) => {
    const [one, other] = [await house.addOwner(), await house.addOwner()]
    const kim = await house.addUser()
    const second = await house.work(one, async (work) => {
      await issueInside(work, { userId: kim.id, reason: 'first', minutes: 60 })
      const call = issue(house, other, kim.id)
      await house.untilBlocked()
      return { done: call }
    })
    await second.done
    expect(await states(house, one, kim.id)).toEqual(['open', 'revoked'])
  },
)

staged('whoever was demoted meanwhile issues nothing', async ({ house }) => {
  const desk = await house.addAdmin('help-desk')
  const kim = await house.addUser()
  const late = await house.work(null, async (work) => {
    await work.db.selectFrom('users').select('id').where('id', '=', kim.id).forUpdate().execute()
    const call = issue(house, desk, kim.id)
    const refused = expect(call).rejects.toMatchObject({ code: 'forbidden' })
    await house.untilBlocked()
    await work.db
      .updateTable('users')
      .set({ role: 'user', adminRole: null })
      .where('id', '=', desk.id)
      .execute()
    return { refused }
  })
  await late.refused
  expect(await house.events()).toEqual([])
})
