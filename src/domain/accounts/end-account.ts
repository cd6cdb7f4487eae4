import type { Account } from '#contract/accounts.ts'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { expectSettings } from '../settings/read-setting.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { holdForAct, holdForActAfterOwners } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { accountsOf, deleteItemsAt, setEnded } from './accounts.sql.ts'

/**
 * Removes a person from one application: from this instant they cannot sign in to it, also where it is open to everyone, and what it was
 * given for them is worth nothing. Their session and other applications go on. The account keeps its subject for the day it is restored.
 *
 * Repeating it changes nothing and records nothing, nor does it deactivate anybody.
 *
 * @param input with `deactivateIfLast`, whoever has no other account is deactivated too, with all that guards a deactivation: where it is
 * refused, nothing has happened
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-removed`, `account-not-found`, `cannot-deactivate-self`, `last-owner`
 */
export async function endAccount(
  work: Work,
  {
    userId,
    applicationId,
    deactivateIfLast,
  }: { userId: UserId; applicationId: ApplicationId; deactivateIfLast: boolean },
): Promise<{ account: Account; deactivated: boolean }> {
  if (deactivateIfLast) expectSettings(work)
  const hold = deactivateIfLast ? holdForActAfterOwners : holdForAct
  const user = await hold(work, { userId })
  if (user.removal) throw new Problem('user-removed')
  const accounts = await accountsOf(work, userId)
  const found = accounts.find((account) => account.applicationId === applicationId)
  if (!found) throw new Problem('account-not-found')
  if (found.status === 'ended') return { account: found, deactivated: false }

  const account = { ...found, status: 'ended' as const, endedAt: work.now }
  await setEnded(work, found.id, work.now)
  await deleteItemsAt(work, userId, applicationId)
  const about = { userId, accountId: found.id, applicationId }
  await record(work, 'account.ended', { ...about, why: 'administrator' })

  const isLast = accounts.every(({ id, status }) => id === found.id || status === 'ended')
  // Whoever is deactivated already stays as they are: a suspension has its own kind and end.
  const deactivated = deactivateIfLast && isLast && !user.deactivation
  if (deactivated) await deactivateUser(work, { userId, kind: 'offboarding' })
  return { account, deactivated }
}
