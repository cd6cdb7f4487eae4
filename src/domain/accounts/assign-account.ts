import type { AccountId, ApplicationId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { accessOf, findAccount, insertInvitedAccount } from './accounts.sql.ts'

/**
 * Lets a person into an application before they were ever there: an account that waits for their first sign-in, with the subject that it
 * keeps. False where they have one. Whoever was removed from it is not let in by the way: that is taken back by restoring.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `application-not-found`, `account-ended`
 */
export async function assignAccount(
  work: Work,
  { userId, applicationId }: { userId: UserId; applicationId: ApplicationId },
): Promise<boolean> {
  await holdForAct(work, { userId })
  if (!(await accessOf(work, userId, applicationId))) throw new Problem('application-not-found')
  const found = await findAccount(work, userId, applicationId)
  if (found?.endedAt) throw new Problem('account-ended')
  // A new id carries its brand from here on.
  const id = newId() as AccountId
  if (!(await insertInvitedAccount(work, { id, userId, applicationId, subject: randomToken(16) })))
    return false
  await record(work, 'account.created', { userId, accountId: id, applicationId })
  return true
}
