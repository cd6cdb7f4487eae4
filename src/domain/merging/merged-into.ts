import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/**
 * The records that were merged into this one, also by way of others. What was written down under them, and the keys that its personal
 * parts are sealed with, belong to this person as well.
 */
export async function findMergedInto(work: Work, { userId }: { userId: UserId }): Promise<UserId[]> {
  const rows = await work.db
    .selectFrom('userTombstones')
    .select('userId')
    .where('tenantId', '=', work.base.tenantId)
    .where('survivorId', '=', userId)
    .orderBy('userId')
    .execute()
  return rows.map((row) => row.userId)
}
