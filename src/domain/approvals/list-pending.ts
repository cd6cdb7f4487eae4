import type { RequestId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { pendingOf } from './approvals.sql.ts'

/** What waits for a person, oldest first. */
export async function listPending(
  work: Work,
  { userId }: { userId: UserId },
): Promise<{ rid: RequestId; exp: number }[]> {
  const rows = await pendingOf(work, userId)
  return rows.map(({ id, expiresAt }) => ({ rid: id, exp: Math.floor(expiresAt.getTime() / 1000) }))
}
