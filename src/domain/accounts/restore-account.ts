import type { Account } from '#contract/accounts.ts'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { accountsOf, setEnded } from './accounts.sql.ts'

/**
 * Lets a person into an application again from which they were removed, as who they were there. Tokens that ended stay ended, and
 * whoever was deactivated with it stays so.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-removed`, `account-not-found`, `account-not-ended`
 */
export async function restoreAccount(
  work: Work,
  { userId, applicationId }: { userId: UserId; applicationId: ApplicationId },
): Promise<Account> {
  const user = await holdForAct(work, { userId })
  if (user.removal) throw new Problem('user-removed')
  const accounts = await accountsOf(work, userId)
  const found = accounts.find((account) => account.applicationId === applicationId)
  if (!found) throw new Problem('account-not-found')
  if (found.status !== 'ended') throw new Problem('account-not-ended')
  await setEnded(work, found.id, null)
  await record(work, 'account.restored', { userId, accountId: found.id, applicationId })
  const after = await accountsOf(work, userId)
  const restored = after.find(({ id }) => id === found.id)
  if (!restored) throw new Error('a restored account is gone')
  return restored
}
