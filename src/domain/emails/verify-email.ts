import type { UserId } from '#contract/ids.ts'
import type { User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { holdForAct } from '../users/hold-user.ts'
import { markEmailVerified } from '../users/replace-email.ts'
import type { Work } from '../work.ts'

/**
 * An administrator vouches for the address of a person. Of a verified one nothing changes.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`
 */
export async function verifyEmail(work: Work, { userId }: { userId: UserId }): Promise<User> {
  const user = await holdForAct(work, { userId })
  if (user.emailVerified) return user
  const verified = await markEmailVerified(work, { userId })
  await record(work, 'user.email.verified', { userId, by: 'administrator' })
  return verified
}
