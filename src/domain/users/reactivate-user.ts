import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { holdForAct } from './hold-user.ts'
import { markReactivated } from './users.sql.ts'

/**
 * Puts a user back to what they were, invited or active. Sessions, tokens and setup codes that the deactivation ended stay ended, and a
 * removal that was to follow does not.
 *
 * @param input with `onlyIfDue`, nothing happens to a deactivation whose end has not come: it may have been replaced by one without end
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-not-deactivated`, `user-removed`
 */
export async function reactivateUser(
  work: Work,
  { userId, onlyIfDue = false }: { userId: UserId; onlyIfDue?: boolean },
): Promise<User> {
  const user = await holdForAct(work, { userId })
  if (!user.deactivation) throw new Problem('user-not-deactivated')
  if (user.removal) throw new Problem('user-removed')
  const { until } = user.deactivation
  if (onlyIfDue && !(until && until <= work.now)) return user
  const reactivated = await markReactivated(work, userId)
  const status = reactivated.status === 'invited' ? 'invited' : 'active'
  await record(work, 'user.reactivated', { userId, status })
  return reactivated
}
