import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { dropIdentity } from '../identities/drop-identity.ts'
import { getUser } from '../users/get-user.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { identityOf, markRestored, setTerminationAsked } from './departures.sql.ts'

/**
 * Undoes a removal: the person is back with their accounts, links and password, deactivated until somebody reactivates them. Phones do not come
 * back: each was told, and forgot. A termination that was asked for is withdrawn with it.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-not-removed`
 */
export async function restoreUser(work: Work, { userId }: { userId: UserId }): Promise<User> {
  const user = await holdForAct(work, { userId })
  if (!user.removal) throw new Problem('user-not-removed')
  const identityId = await identityOf(work, userId)
  await markRestored(work, userId)
  if (identityId && user.terminationAskedAt) await setTerminationAsked(work, identityId, null)
  if (identityId) await dropIdentity(work, { identityId })
  await record(work, 'user.restored', { userId })
  return getUser(work, { userId })
}
