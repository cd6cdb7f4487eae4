import fc from 'fast-check'
import { expect } from 'vitest'
import { type Client, createClient } from '#contract/client.ts'
import {
  deleteUser,
  exportUser,
  removeFromOrganisation,
  restoreUser,
  terminateUser,
} from '#contract/departures.ts'
import { changeEmail, verifyEmail } from '#contract/emails.ts'
import type { UserId } from '#contract/ids.ts'
import { type AdminRole, rankOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import { revokeAllSessions } from '#contract/sessions.ts'
import { deactivateUser, reactivateUser, updateUser } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { findSession } from '../sessions/find-session.ts'
import { sessionCookieName } from '../sessions/session-cookie.ts'
import type { Tenancy } from '../work.ts'

/** What an administrator may try, by whom and on whom it happens to fall. */
const acts = [
  'suspend',
  'offboard',
  'reactivate',
  'remove',
  'restore',
  'delete',
  'terminate',
  'set-role',
  'rename',
  'verify',
  'change-email',
  'end-sessions',
  'export',
] as const
const roles = ['owner', 'user-admin', 'help-desk', 'auditor', null] as const

const Step = fc.record({
  act: fc.constantFrom(...acts),
  actor: fc.nat(8),
  target: fc.nat(8),
  role: fc.constantFrom(...roles),
})
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

test('whatever administrators do in whatever order: an owner stays, nobody acts upwards or elsewhere, and no session outlives its user', async ({
  house,
}) => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 12, maxLength: 30 }), (steps) => play(house, steps)),
    { numRuns: 14, endOnFailure: true },
  )
}, 120_000)

async function play(house: House, steps: readonly Step[]): Promise<void> {
  const [here, there] = [await house.addTenant(), await house.addTenant()]
  const people: TestUser[] = []
  for (const adminRole of ['owner', 'owner', 'user-admin', 'help-desk', 'auditor', null, null] as const)
    people.push(await house.addUser({ tenancy: here, adminRole }))
  for (const adminRole of ['owner', null] as const)
    people.push(await house.addUser({ tenancy: there, adminRole }))
  const given: { token: string; userId: UserId; tenancy: Tenancy }[] = []

  for (const step of steps) {
    const [actor, target] = [people[step.actor], people[step.target]]
    if (!actor || !target) throw new Error('a step names one of nine people')
    const before = await standing(house)
    // Whoever was deleted cannot hold a session at all.
    if (!before.has(actor.id)) continue
    const { token } = await house.addSession(actor.id, { tenancy: actor.tenancy })
    given.push({ token, userId: actor.id, tenancy: actor.tenancy })
    const outcome = await act(as(house, actor.tenancy, token), step, target, before).then(
      () => 'done' as const,
      (error: unknown) => error,
    )
    const after = await standing(house)
    const words = `${JSON.stringify(step)} → ${outcome instanceof Problem ? outcome.code : outcome}`
    if (outcome === 'done') expectAllowed(step, actor, target, before, words)
    else {
      expect(outcome, words).toBeInstanceOf(Problem)
      expect(outcome, words).not.toMatchObject({ code: 'internal-error' })
      expect(after, words).toEqual(before)
    }
    for (const { tenantId } of [here, there]) {
      const owners = [...after.values()].filter(
        (user) => user.tenantId === tenantId && user.adminRole === 'owner' && user.status === 'active',
      )
      expect(owners.length, words).toBeGreaterThan(0)
    }
    for (const [id, user] of before) {
      if (user.tenantId !== actor.tenancy.tenantId) expect(after.get(id), words).toEqual(user)
    }
  }
  const last = await standing(house)
  for (const { token, userId, tenancy } of given) {
    const session = await findSession(house.ground, tenancy.tenantId, token)
    if (session) expect(last.get(userId)?.status).toBe('active')
  }
}

/** Of an act that succeeded: who did it was active, ranked no lower than the person, and was of their organisation. */
function expectAllowed(
  step: Step,
  actor: TestUser,
  target: TestUser,
  before: Awaited<ReturnType<typeof standing>>,
  words: string,
): void {
  const [by, on] = [before.get(actor.id), before.get(target.id)]
  expect(by?.status, words).toBe('active')
  expect(on?.tenantId, words).toBe(by?.tenantId)
  const rank = rankOf(by?.adminRole ?? null)
  expect(rank, words).toBeGreaterThanOrEqual(rankOf(on?.adminRole ?? null))
  if (step.act === 'set-role') expect(rank, words).toBeGreaterThanOrEqual(rankOf(step.role))
  const ends = ['suspend', 'offboard', 'remove', 'delete', 'terminate']
  if (ends.includes(step.act)) expect(actor.id, words).not.toBe(target.id)
}

function act(
  call: Client,
  { act: which, role }: Step,
  target: TestUser,
  before: Awaited<ReturnType<typeof standing>>,
): Promise<unknown> {
  const params = { userId: target.id }
  const ifMatch = before.get(target.id)?.version ?? 1
  const confirmation = target.email
  switch (which) {
    case 'suspend':
      return call(deactivateUser, { params, body: { kind: 'suspension' } })
    case 'offboard':
      return call(deactivateUser, { params, body: { kind: 'offboarding' } })
    case 'reactivate':
      return call(reactivateUser, { params, body: {} })
    case 'remove':
      return call(removeFromOrganisation, { params, body: {} })
    case 'restore':
      return call(restoreUser, { params, body: {} })
    case 'delete':
      return call(deleteUser, { params, body: { confirmation, erase: true } })
    case 'terminate':
      return call(terminateUser, { params, body: { confirmation } })
    case 'set-role':
      return call(updateUser, { params, body: { adminRole: role }, ifMatch })
    case 'rename':
      return call(updateUser, { params, body: { lastName: crypto.randomUUID() }, ifMatch })
    case 'verify':
      return call(verifyEmail, { params, body: {} })
    case 'change-email':
      return call(changeEmail, {
        params,
        body: { email: `${crypto.randomUUID()}@example.com`, kind: 'alias' },
      })
    case 'end-sessions':
      return call(revokeAllSessions, { params, body: { keepCurrent: false } })
    case 'export':
      return call(exportUser, { params, body: {} })
  }
}

/** A client of a session that is not the person's usual one: it holds whatever became of them. */
const as = (house: House, tenancy: Tenancy, token: string): Client =>
  createClient(async (path, init = {}) => {
    const headers = new Headers(init.headers)
    const { origin, host } = new URL(tenancy.baseUrl)
    headers.set('origin', origin)
    headers.set('host', host)
    headers.set('cookie', `${sessionCookieName(tenancy)}=${token}`)
    return house.app.request(`${tenancy.baseUrl}${path}`, { ...init, headers })
  })

async function standing(house: House) {
  const rows = await house.db
    .selectFrom('users')
    .select(['id', 'tenantId', 'adminRole', 'status', 'removedAt', 'version', 'email', 'name'])
    .orderBy('id')
    .execute()
  return new Map<UserId, (typeof rows)[number] & { adminRole: AdminRole | null }>(
    rows.map((row) => [row.id, row]),
  )
}
