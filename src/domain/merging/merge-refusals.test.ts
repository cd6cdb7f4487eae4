import fc from 'fast-check'
import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { mergeUsers } from '#contract/merging.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { addPhone, eventsOf, merge, preview } from '../../../test/holdings.ts'
import { createBrowser } from '../../../test/page-client.ts'
import { askFor } from '../../../test/phone-harness.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { record } from '../audit/record.ts'
import { startSession } from '../sessions/start-session.ts'
import { decideSignIn } from '../sign-in/decide-sign-in.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { mergeUsers as mergeInside } from './merge-users.ts'

type Attempt = (house: House, owner: TestUser, kim: TestUser, lee: TestUser) => Promise<unknown>
const nobody = { id: crypto.randomUUID() as UserId, email: 'nobody@example.com' } as TestUser

const mergeAs = async (
  house: House,
  by: TestUser,
  source: TestUser,
  target: TestUser,
  more: { confirmation?: string; stamp?: string } = {},
) => {
  const body = { targetId: target.id, stamp: 'x', confirmation: source.email, ...more }
  return house.as(by)(mergeUsers, { params: { userId: source.id }, body })
}

test.for<[ProblemCode, Attempt]>([
  ['merge-same-user', (house, owner, kim) => mergeAs(house, owner, kim, kim)],
  ['merge-same-user', (house, owner, kim) => preview(house, owner, kim, kim)],
  ['cannot-merge-self', (house, owner, kim) => mergeAs(house, owner, owner, kim)],
  ['user-not-found', (house, owner, kim) => mergeAs(house, owner, nobody, kim)],
  ['user-not-found', (house, owner, kim) => preview(house, owner, kim, nobody)],
  [
    'confirmation-mismatch',
    (house, owner, kim, lee) => mergeAs(house, owner, kim, lee, { confirmation: lee.email }),
  ],
  ['preview-stale', (house, owner, kim, lee) => mergeAs(house, owner, kim, lee)],
  [
    'higher-rank',
    async (house, owner, kim) => mergeAs(house, await house.addAdmin('user-admin'), owner, kim),
  ],
  [
    'higher-rank',
    async (house, owner, kim) => mergeAs(house, await house.addAdmin('user-admin'), kim, owner),
  ],
  [
    'higher-rank',
    async (house, owner, kim) => preview(house, await house.addAdmin('user-admin'), kim, owner),
  ],
  ['forbidden', async (house, _, kim, lee) => mergeAs(house, await house.addAdmin('help-desk'), kim, lee)],
  ['forbidden', async (house, _, kim, lee) => preview(house, await house.addAdmin('auditor'), kim, lee)],
  [
    'user-removed',
    async (house, owner, kim, lee) => {
      const gone = { removedAt: house.now, purgeAt: house.now, status: 'deactivated' } as const
      const why = {
        statusBefore: 'active',
        deactivatedAt: house.now,
        deactivationKind: 'offboarding',
      } as const
      await house.db
        .updateTable('users')
        .set({ ...gone, ...why })
        .where('id', '=', lee.id)
        .execute()
      return preview(house, owner, kim, lee)
    },
  ],
  [
    'step-up-required',
    async (house, owner, kim, lee) => {
      await preview(house, owner, kim, lee)
      house.advance(601)
      return mergeAs(house, owner, kim, lee)
    },
  ],
])('refuses with %s and leaves no trace', async ([code, attempt], { house }) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await expect(attempt(house, owner, kim, lee)).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.events()).toEqual([])
})

test('the last owner cannot be merged away, not even by the system, nor into an owner who is not active', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const invited = await house.addOwner({ status: 'invited' })
  const attempt = house.work(null, (work) =>
    mergeInside(work, { sourceId: owner.id, targetId: invited.id, stamp: 'x', confirmation: owner.email }),
  )
  await expect(attempt).rejects.toMatchObject({ code: 'last-owner' })
})

test('nobody of another organisation can be merged, either way round', async ({ house }) => {
  const there = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const [kim, stranger] = [await house.addUser(), await house.addUser({ tenancy: there })]
  await expect(preview(house, owner, kim, stranger)).rejects.toMatchObject({ code: 'user-not-found' })
  await expect(preview(house, owner, stranger, kim)).rejects.toMatchObject({ code: 'user-not-found' })
})

test('whatever was told and has changed refuses the confirmation; more events alone do not', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const { stamp } = await preview(house, owner, kim, lee)
  await house.work(null, (work) => record(work, 'user.unlocked', { userId: kim.id }))
  expect(await preview(house, owner, kim, lee)).toMatchObject({ stamp, events: { value: 1, about: false } })
  await house.addSession(kim.id)
  await expect(mergeAs(house, owner, kim, lee, { stamp })).rejects.toMatchObject({ code: 'preview-stale' })
  const { stamp: newer } = await preview(house, owner, kim, lee)
  await house.db.updateTable('users').set({ version: 7 }).where('id', '=', lee.id).execute()
  await expect(mergeAs(house, owner, kim, lee, { stamp: newer })).rejects.toMatchObject({
    code: 'preview-stale',
  })
  await merge(house, owner, kim, lee)
})

test('a request that was approved before the merge lets nobody in after it', async ({ house }) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await addPhone(house, kim)
  const asked = await askFor(house, kim)
  await house.db
    .updateTable('approvalRequests')
    .set({ state: 'approved' })
    .where('id', '=', asked.id)
    .execute()
  await merge(house, owner, kim, lee)
  const found = await house.work(null, (work) => findApproval(work, { id: asked.id }))
  expect(found).toMatchObject({ state: 'cancelled', why: 'user-merged', userId: lee.id })
})

test('a sign-in that was under way goes nowhere, and starting again leads to the survivor', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', kim.id).execute()
  await addPhone(house, kim)
  const browser = createBrowser(house)
  await browser.press(await browser.open('/sign-in'), 'Continue', { address: kim.email })
  await merge(house, owner, kim, lee)
  const signIn = await house.db
    .selectFrom('signIns')
    .select(['state', 'failure', 'userId'])
    .executeTakeFirstOrThrow()
  expect(signIn).toEqual({ state: 'failed', failure: 'merged', userId: lee.id })
})

const mergeNow = (house: House, owner: TestUser, source: TestUser, target: TestUser, stamp: string) =>
  house.work(owner, (work) =>
    mergeInside(work, { sourceId: source.id, targetId: target.id, stamp, confirmation: source.email }),
  )

staged(
  'a sign-in that finishes first makes the preview stale; one that comes second finds nobody',
  async ({ house }) => {
    const owner = await house.addOwner()
    const [kim, lee] = [await house.addUser(), await house.addUser()]
    const { stamp } = await preview(house, owner, kim, lee)
    /** As a sign-in is finished: it decides with the person held, then begins the session. */
    const signIn = async (work: Parameters<typeof decideSignIn>[0]) => {
      const about = { userId: kim.id, applicationId: null, purpose: 'sign-in', hold: true } as const
      const { failed } = await decideSignIn(work, about)
      if (failed === 'address-known') return failed
      const proof = { deviceId: null, providerId: null, kept: false, proved: true }
      const session = { ...proof, applicationId: null, amr: [], acr: 'x', place: null }
      await startSession(work, { ...session, userId: kim.id })
      return 'finished'
    }
    const first = await house.work(null, async (work) => {
      await signIn(work)
      const call = mergeNow(house, owner, kim, lee, stamp)
      const refused = expect(call).rejects.toMatchObject({ code: 'preview-stale' })
      await house.untilBlocked()
      return { refused }
    })
    await first.refused

    const { stamp: newer } = await preview(house, owner, kim, lee)
    const second = await house.work(owner, async (work) => {
      await mergeInside(work, { sourceId: kim.id, targetId: lee.id, stamp: newer, confirmation: kim.email })
      const finishing = house.work(null, signIn)
      await house.untilBlocked()
      return { finishing }
    })
    expect(await second.finishing).toBe('address-known')
    const sessions = await house.db
      .selectFrom('sessions')
      .select('userId')
      .where('userId', '!=', owner.id)
      .execute()
    expect(sessions).toEqual([{ userId: lee.id }])
  },
)

staged(
  'a deactivation that comes first makes the preview stale; one that comes second finds nobody',
  async ({ house }) => {
    const owner = await house.addOwner()
    const [kim, lee] = [await house.addUser(), await house.addUser()]
    const { stamp } = await preview(house, owner, kim, lee)
    const deactivate = (work: Parameters<typeof deactivateUser>[0]) =>
      deactivateUser(work, { userId: kim.id, kind: 'suspension' })
    const first = await house.work(null, async (work) => {
      await deactivate(work)
      const call = mergeNow(house, owner, kim, lee, stamp)
      const refused = expect(call).rejects.toMatchObject({ code: 'preview-stale' })
      await house.untilBlocked()
      return { refused }
    })
    await first.refused
    const { stamp: newer } = await preview(house, owner, kim, lee)
    const second = await house.work(owner, async (work) => {
      await mergeInside(work, { sourceId: kim.id, targetId: lee.id, stamp: newer, confirmation: kim.email })
      const call = house.work(null, deactivate)
      const refused = expect(call).rejects.toMatchObject({ name: 'Problem' })
      await house.untilBlocked()
      return { refused }
    })
    await second.refused
  },
)

staged('two merges of the same people, opposite ways, do not deadlock: one happens', async ({ house }) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const [there, back] = [await preview(house, owner, kim, lee), await preview(house, owner, lee, kim)]
  const call = await house.work(owner, async (work) => {
    const input = { sourceId: kim.id, targetId: lee.id, confirmation: kim.email }
    await mergeInside(work, { ...input, stamp: there.stamp })
    const opposite = mergeNow(house, owner, lee, kim, back.stamp)
    const refused = expect(opposite).rejects.toMatchObject({
      code: 'user-merged',
      members: { survivorId: lee.id },
    })
    await house.untilBlocked()
    return { refused }
  })
  await call.refused
  expect(await house.events()).toEqual(['user.merged'])
})

test('after any merges every event of every record is listed under the survivor, once', async ({ house }) => {
  const owner = await house.addOwner()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 8 }),
      async (steps) => {
        const people = await Promise.all([0, 1, 2, 3, 4].map(() => house.addUser()))
        const survivorOf = new Map(people.map(({ id }) => [id, id]))
        for (const { id: userId } of people)
          await house.work(null, (work) => record(work, 'user.unlocked', { userId }))
        for (const [from, to] of steps) {
          const [source, target] = [people[from], people[to]]
          if (!source || !target || source === target) continue
          if (survivorOf.get(source.id) !== source.id || survivorOf.get(target.id) !== target.id) {
            await expect(merge(house, owner, source, target)).rejects.toMatchObject({ code: 'user-merged' })
            continue
          }
          await merge(house, owner, source, target)
          for (const [id, survivor] of survivorOf) if (survivor === source.id) survivorOf.set(id, target.id)
        }
        for (const { id } of people) {
          if (survivorOf.get(id) !== id) {
            await expect(eventsOf(house, owner, id)).rejects.toMatchObject({
              code: 'user-merged',
              members: { survivorId: survivorOf.get(id) },
            })
            continue
          }
          const records = people
            .filter((person) => survivorOf.get(person.id) === id)
            .map((person) => person.id)
          const listed = await eventsOf(house, owner, id)
          const unlocked = listed.filter(({ type }) => type === 'user.unlocked').map(({ userId }) => userId)
          expect(unlocked.sort()).toEqual(records.sort())
          expect(listed.filter(({ type }) => type === 'user.merged')).toHaveLength(records.length - 1)
        }
      },
    ),
    { numRuns: 8 },
  )
})
