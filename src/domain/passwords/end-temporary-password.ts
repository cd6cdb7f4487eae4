import type { UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { sendPasswordNotice } from './password-notice.ts'
import { deletePassword, findPassword, lockOwner } from './passwords.sql.ts'

/**
 * Ends the temporary password of somebody who has just been given a role: an administrator who ranks below them by now saw it, and could
 * choose the lasting one with it. A sign-in in which it was typed already is not finished either. They are told by mail, and ask for a
 * link to set a password. Nothing happens where their password is their own.
 */
export async function endTemporaryPassword(work: Work, { userId }: { userId: UserId }): Promise<void> {
  const owner = await lockOwner(work, userId)
  const password = await findPassword(work, userId)
  if (!owner || !password?.temporary) return
  await deletePassword(work, userId)
  await record(work, 'user.password.cleared', { userId, why: 'promoted' })
  await sendPasswordNotice(work, owner, 'cleared')
}
