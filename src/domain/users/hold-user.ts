import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { requireRank } from './require-rank.ts'
import { requireStanding } from './require-standing.ts'
import { lockOwnersAnd, lockUser } from './users.sql.ts'

/** Reads a user and holds their row until the unit ends; undefined where there is none. Nothing is asked of whoever acts. */
export function holdUser(work: Work, { userId }: { userId: UserId }): Promise<User | undefined> {
  return lockUser(work, userId)
}

/**
 * As `holdUser`, for an act on that user.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`; `unauthenticated` or `forbidden` where whoever acts lost their standing meanwhile
 */
export async function holdForAct(work: Work, { userId }: { userId: UserId }): Promise<User> {
  // They are run in this order, in one round trip: whoever acts is looked at once the row is held.
  const [user] = await Promise.all([lockUser(work, userId), requireStanding(work)])
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  return user
}

/**
 * As `holdForAct`, where `holdToEnd` may follow in the same unit: every active owner is held first, as that holds them, so that the two
 * queue and do not deadlock.
 *
 * @throws {Problem} as `holdForAct`
 */
export async function holdForActAfterOwners(work: Work, { userId }: { userId: UserId }): Promise<User> {
  const [{ user }] = await Promise.all([lockOwnersAnd(work, userId), requireStanding(work)])
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  return user
}

/** As `holdToEnd`, of somebody who ends their own record: no rank stands in their way. */
export async function holdToLeave(
  work: Work,
  { userId }: { userId: UserId },
): Promise<{ user: User | undefined; isLastOwner: boolean }> {
  const { owners, user } = await lockOwnersAnd(work, userId)
  return { user, isLastOwner: owners.length === 1 && owners[0] === userId }
}

/**
 * As `holdForAct`, for an act after which the user is an active owner no more. Every active owner is held first, in the order of their ids, so that
 * two such acts queue and the second sees who is left.
 *
 * @throws {Problem} as `holdForAct`, and `cannot-deactivate-self`
 */
export async function holdToEnd(
  work: Work,
  { userId }: { userId: UserId },
): Promise<{ user: User; isLastOwner: boolean }> {
  const [{ owners, user }] = await Promise.all([lockOwnersAnd(work, userId), requireStanding(work)])
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  if (user.id === work.actor.id) throw new Problem('cannot-deactivate-self')
  return { user, isLastOwner: owners.length === 1 && owners[0] === user.id }
}
