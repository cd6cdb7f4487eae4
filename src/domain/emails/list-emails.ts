import type { UserEmails } from '#contract/emails.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { aliasesOf, pendingChangesOf } from './emails.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function listEmails(work: Work, { userId }: { userId: UserId }): Promise<UserEmails> {
  await getUser(work, { userId })
  const pending = await pendingChangesOf(work, userId)
  return {
    aliases: await aliasesOf(work, userId),
    pending: pending.map(({ emailKey: _key, ...change }) => change),
  }
}
