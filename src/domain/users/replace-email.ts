import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { emailKey } from './email-key.ts'
import { indexPeople } from './search/index-people.ts'
import { setEmail, setEmailVerified } from './users.sql.ts'

/**
 * Gives a person another main address, which somebody showed to be theirs. Events are the caller's.
 *
 * @throws {Problem} `email-in-use` where it leads to somebody already, also as a further address of this very person
 */
export async function replaceEmail(
  work: Work,
  { userId, email }: { userId: UserId; email: string },
): Promise<User> {
  const user = await setEmail(work, userId, { email, emailKey: emailKey(email), emailVerified: true })
  if (!user) throw new Problem('email-in-use')
  await indexPeople(work, [user])
  return user
}

/** Notes that mail to a person's main address reaches them. The event is the caller's. */
export function markEmailVerified(work: Work, { userId }: { userId: UserId }): Promise<User> {
  return setEmailVerified(work, userId)
}
