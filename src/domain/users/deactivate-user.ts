import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Deactivation, User } from '#contract/users.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { record } from '../audit/record.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import type { Work } from '../work.ts'
import { requireRank } from './require-rank.ts'
import { lockOwnersAnd, markDeactivated } from './users.sql.ts'

/**
 * Deactivates a user: from this instant they cannot sign in, and every session they hold is over with its tokens; requests on
 * their phone are cancelled. Devices, accounts and setup codes stay for the day they are reactivated, and serve for nothing until then.
 *
 * Repeating a deactivation changes nothing and records nothing. One of another kind, reason, message or end
 * replaces the first: an offboarding must not end because a suspension would have.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `cannot-deactivate-self`, `last-owner`
 */
export async function deactivateUser(
  work: Work,
  { userId, ...deactivation }: { userId: UserId } & Deactivation,
): Promise<User> {
  // Owners first, always: two of them deactivating each other must queue, not deadlock.
  const { owners, user } = await lockOwnersAnd(work, userId)
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  if (user.id === work.actor.id) throw new Problem('cannot-deactivate-self')
  if (user.deactivation && isSame(user.deactivation, deactivation)) return user
  if (owners.length === 1 && owners[0] === user.id) throw new Problem('last-owner')

  const deactivated = await markDeactivated(work, userId, deactivation)
  const requestsEnded = await cancelApprovals(work, { userId, why: 'user-deactivated' })
  const sessionsEnded = await endEverySession(work, { userId, why: 'deactivated' })
  const { kind, reason, message, until } = deactivation
  const facts = { userId, kind, until: until?.toISOString() ?? null, sessionsEnded, requestsEnded }
  await record(work, 'user.deactivated', facts, { reason, message })
  return deactivated
}

const isSame = (a: Deactivation, b: Deactivation) =>
  a.kind === b.kind &&
  a.reason === b.reason &&
  a.message === b.message &&
  a.until?.getTime() === b.until?.getTime()
