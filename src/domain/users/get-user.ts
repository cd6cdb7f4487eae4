import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { findSurvivor, findUser } from './users.sql.ts'

/** @throws {Problem} `user-not-found`; `user-merged`, with who they are now as `survivorId` */
export async function getUser(work: Work, { userId }: { userId: UserId }): Promise<User> {
  const user = await findUser(work, userId)
  if (user) return user
  const survivorId = await findSurvivor(work, userId)
  if (survivorId) throw new Problem('user-merged', undefined, { members: { survivorId } })
  throw new Problem('user-not-found')
}
