import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** Counts one and tells the count and when the window ends; a window that is over begins anew. One statement. */
export async function countHit(
  work: Work,
  key: Uint8Array,
  windowSeconds: number,
): Promise<{ hits: number; resetAt: Date }> {
  const resetAt = new Date(work.now.getTime() + windowSeconds * 1000)
  return work.db
    .insertInto('rateLimits')
    .values({ tenantId: work.base.tenantId, key, hits: 1, resetAt })
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'key']).doUpdateSet({
        hits: sql<number>`case when rate_limits.reset_at <= ${work.now} then 1 else rate_limits.hits + 1 end`,
        resetAt: sql<Date>`case when rate_limits.reset_at <= ${work.now} then excluded.reset_at else rate_limits.reset_at end`,
      }),
    )
    .returning(['hits', 'resetAt'])
    .executeTakeFirstOrThrow()
}
