import type { Account } from '#contract/accounts.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { accountsOf } from './accounts.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function listAccounts(work: Work, { userId }: { userId: UserId }): Promise<Account[]> {
  await getUser(work, { userId })
  return accountsOf(work, userId)
}
