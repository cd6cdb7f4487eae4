import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { removeEveryDevice } from '../devices/remove-every-device.ts'
import { readSetting } from '../settings/read-setting.ts'
import { endEverything } from '../users/end-everything.ts'
import { getUser } from '../users/get-user.ts'
import { holdToEnd } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { markRemoved } from './departures.sql.ts'

const dayMs = 86_400_000

/**
 * Ends somebody's membership of this organisation: sessions and requests end, their phones are told and removed, their accounts serve for
 * nothing. The record stays for as long as the organisation decided, so that it can be undone; after that it goes for good. Whatever
 * other organisations have of them is left alone.
 *
 * @param input with `onlyIfDue`, nothing happens where no removal is scheduled for now: somebody may have been reactivated
 * @throws {Problem} `user-not-found`, `higher-rank`, `cannot-deactivate-self`, `user-removed`, `last-owner`
 */
export async function removeFromOrganisation(
  work: Work,
  { userId, reason, onlyIfDue = false }: { userId: UserId; reason?: string | undefined; onlyIfDue?: boolean },
): Promise<User> {
  const { user, isLastOwner } = await holdToEnd(work, { userId })
  if (onlyIfDue && !(user.removeAt && user.removeAt <= work.now)) return user
  if (user.removal) throw new Problem('user-removed')
  if (isLastOwner) throw new Problem('last-owner')
  return endMembership(work, { userId, reason })
}

/** As `removeFromOrganisation`, of somebody whom the caller holds and may remove. */
export async function endMembership(
  work: Work,
  { userId, reason }: { userId: UserId; reason?: string | undefined },
): Promise<User> {
  const { restoreDays } = await readSetting(work, 'lifecycle')
  const purgeAt = new Date(work.now.getTime() + restoreDays * dayMs)
  await markRemoved(work, userId, { purgeAt, reason })
  await endEverything(work, { userId, why: 'deactivated' })
  await removeEveryDevice(work, { userId, why: 'removed' })
  await record(work, 'user.removed', { userId, purgeAt: purgeAt.toISOString() }, { reason })
  return getUser(work, { userId })
}
