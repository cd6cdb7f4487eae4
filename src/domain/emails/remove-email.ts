import type { UserEmails } from '#contract/emails.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { tell } from '../self/tell.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import { emailKey } from '../users/email-key.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { deleteAlias, voidChanges } from './emails.sql.ts'
import { listEmails } from './list-emails.ts'

/**
 * Takes a further address away, which leads to nobody from now on and of which its person hears, or withdraws one that waits to be confirmed.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`; `email-not-found`, also for the main address and the second time; `step-up-required` of one's own
 */
export async function removeEmail(
  work: Work,
  { userId, email }: { userId: UserId; email: string },
): Promise<UserEmails> {
  const user = await holdForAct(work, { userId })
  const isOwn = work.actor.id === userId
  // As on the account page, whichever way they come.
  if (isOwn) requireStepUp(work)
  const key = emailKey(email)
  const withdrawn = await voidChanges(work, userId, { emailKey: key })
  const removed = await deleteAlias(work, userId, key)
  if (!withdrawn && !removed) throw new Problem('email-not-found')
  await record(work, 'user.email.removed', { userId }, { email })
  if (removed || isOwn) await tell(work, user, isOwn ? 'further-address' : 'address-by-admin')
  return listEmails(work, { userId })
}
