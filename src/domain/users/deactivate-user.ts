import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Deactivation, User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { keepReceipt } from '../departures/deactivation-receipt.ts'
import { expectSettings, readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { endEverything } from './end-everything.ts'
import { holdToEnd } from './hold-user.ts'
import { markDeactivated } from './users.sql.ts'

/**
 * Deactivates a user: from this instant they cannot sign in, and every session they hold is over with its tokens; requests on
 * their phone, setup codes and mailed links end. Devices and accounts stay for the day they are reactivated, and serve for nothing
 * until then. What there was to end is kept as a receipt. After an offboarding a removal may follow by itself, if the
 * organisation decided so.
 *
 * Repeating a deactivation changes nothing and records nothing. One of another kind, reason, message or end
 * replaces the first: an offboarding must not end because a suspension would have.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `cannot-deactivate-self`, `last-owner`, `user-removed`
 */
export async function deactivateUser(
  work: Work,
  { userId, ...deactivation }: { userId: UserId } & Deactivation,
): Promise<User> {
  // An offboarding asks for a setting.
  if (deactivation.kind === 'offboarding') expectSettings(work)
  const { user, isLastOwner } = await holdToEnd(work, { userId })
  if (user.removal) throw new Problem('user-removed')
  if (user.deactivation && isSame(user.deactivation, deactivation)) return user
  if (isLastOwner) throw new Problem('last-owner')

  const removeAt = await removalAfter(work, deactivation)
  const [deactivated, { sessions, requests, items }] = await Promise.all([
    markDeactivated(work, userId, { ...deactivation, removeAt }),
    endEverything(work, { userId, why: 'deactivated' }),
  ])
  // A second kind of deactivation finds nothing to end: the receipt of the first stays the one to read.
  if (!user.deactivation || items.length > 0) await keepReceipt(work, { userId, items })
  const { kind, reason, message, until } = deactivation
  const facts = {
    userId,
    kind,
    until: until?.toISOString() ?? null,
    sessionsEnded: sessions,
    requestsEnded: requests,
  }
  await record(work, 'user.deactivated', facts, { reason, message })
  return deactivated
}

const dayMs = 86_400_000

async function removalAfter(work: Work, { kind, until }: Deactivation): Promise<Date | null> {
  // Whoever is to come back by a date is not leaving.
  if (kind !== 'offboarding' || until) return null
  const { removeAfterDays } = await readSetting(work, 'lifecycle')
  return removeAfterDays === null ? null : new Date(work.now.getTime() + removeAfterDays * dayMs)
}

const isSame = (a: Deactivation, b: Deactivation) =>
  a.kind === b.kind &&
  a.reason === b.reason &&
  a.message === b.message &&
  a.until?.getTime() === b.until?.getTime()
