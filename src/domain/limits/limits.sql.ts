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

/** How often each was counted in the window that is open; none where it is over, or was never opened. */
export async function countsOf(work: Work, keys: readonly Buffer[]): Promise<Map<string, number>> {
  const rows = await work.db
    .selectFrom('rateLimits')
    .select(['key', 'hits'])
    .where('tenantId', '=', work.base.tenantId)
    .where('key', 'in', keys)
    .where('resetAt', '>', work.now)
    .execute()
  return new Map(rows.map(({ key, hits }) => [key.toString('hex'), hits]))
}
