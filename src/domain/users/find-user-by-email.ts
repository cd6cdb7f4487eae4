import type { UserId } from '#contract/ids.ts'
import type { UserStatus } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { emailKey } from './email-key.ts'
import { findByEmailKey } from './users.sql.ts'

/** Finds a person by their work address in any spelling that `emailKey` calls the same. */
export function findUserByEmail(
  work: Work,
  email: string,
): Promise<{ id: UserId; status: UserStatus } | undefined> {
  return findByEmailKey(work, emailKey(email))
}
