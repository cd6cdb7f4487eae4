import type { UserId } from '#contract/ids.ts'
import type { Override } from '#contract/overrides.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { latestOverrides } from './overrides.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function listOverrides(work: Work, { userId }: { userId: UserId }): Promise<Override[]> {
  await getUser(work, { userId })
  return latestOverrides(work, userId)
}
