import type { Claim } from '#contract/claims.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { latestClaims } from './claims.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function listClaims(work: Work, { userId }: { userId: UserId }): Promise<Claim[]> {
  await getUser(work, { userId })
  return latestClaims(work, userId)
}
