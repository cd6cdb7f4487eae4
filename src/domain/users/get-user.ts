import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { findUser } from './users.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function getUser(work: Work, { userId }: { userId: UserId }): Promise<User> {
  const user = await findUser(work, userId)
  if (!user) throw new Problem('user-not-found')
  return user
}
