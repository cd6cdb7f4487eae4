import type { UserId } from '#contract/ids.ts'
import type { MergePreview } from '#contract/merging.ts'
import { Problem } from '#contract/problem.ts'
import { countEvents } from '../audit/read-events.ts'
import { getUser } from '../users/get-user.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { activeOwners, findHoldings, lockOwnersAndBoth } from './merge-facts.sql.ts'
import { type MergePlan, planMerge } from './plan-merge.ts'

/** Counted one by one up to here. */
const exactUpTo = 10_000

/**
 * What merging the source into the target would do: the plan that the merge would apply at this instant.
 *
 * @throws {Problem} `user-not-found`, `user-merged`, `higher-rank`, `merge-same-user`, `cannot-merge-self`, `user-removed` of the
 *   target, `last-owner`
 */
export async function previewMerge(
  work: Work,
  { sourceId, targetId }: { sourceId: UserId; targetId: UserId },
): Promise<MergePreview> {
  const plan = await lookAtMerge(work, { sourceId, targetId, hold: false })
  const { source, target, movesSessions, sessions, movesDevices, devices, passkeys } = plan
  const { links, aliases, accounts } = plan
  const count = sessions.length
  return {
    source,
    target,
    sessions: movesSessions ? { moved: count, ended: 0 } : { moved: 0, ended: count },
    devices: movesDevices
      ? { moved: devices.length, removed: [] }
      : { moved: 0, removed: devices.map(({ name }) => name) },
    passkeys: passkeys.map(({ name }) => name),
    links: links.map(({ provider, email }) => ({ provider, email })),
    aliases: aliases.map(({ email }) => email),
    accounts: {
      moved: accounts.moved.map(({ applicationName }) => applicationName),
      ended: accounts.ended.map(({ applicationName }) => applicationName),
    },
    events: await countEvents(work, { userId: sourceId, most: exactUpTo }),
    password: plan.password,
    warnings: plan.warnings,
    stamp: plan.stamp,
  }
}

/**
 * Checks that this merge may be and plans it. With `hold`, every active owner and both records are held until the unit ends, so that
 * the plan is still true when it is applied.
 *
 * @throws {Problem} as `previewMerge`
 */
export async function lookAtMerge(
  work: Work,
  { sourceId, targetId, hold }: { sourceId: UserId; targetId: UserId; hold: boolean },
): Promise<MergePlan> {
  if (sourceId === targetId) throw new Problem('merge-same-user')
  const owners = hold ? await lockOwnersAndBoth(work, [sourceId, targetId]) : await activeOwners(work)
  await requireStanding(work)
  const source = await getUser(work, { userId: sourceId })
  const target = await getUser(work, { userId: targetId })
  requireRank(work, source)
  requireRank(work, target)
  if (source.id === work.actor.id) throw new Problem('cannot-merge-self')
  // Whoever was removed goes for good one day, and would take the other along.
  if (target.removal) throw new Problem('user-removed')
  if (owners.length === 1 && owners[0] === source.id) throw new Problem('last-owner')
  return planMerge(source, target, await findHoldings(work, sourceId, targetId))
}
