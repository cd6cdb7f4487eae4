import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import { later, laterSurely } from '#platform/later.ts'
import type { Work } from '../work.ts'

/**
 * Counts one more failure, unless the last one is to be waited for. Its row is held from then on: tries at once stand in line.
 *
 * @param delay seconds to wait after so many failures
 */
export async function countTry(
  work: Work,
  key: Buffer,
  delay: (failures: number) => number,
): Promise<{ allowed: true; failures: number } | { allowed: false; waitUntil: Date }> {
  const { tenantId } = work.base
  const { failures, waitUntil } = await work.db
    .insertInto('failedTries')
    .values({ tenantId, key, failures: 0, waitUntil: null, lastAt: work.now })
    // Changes nothing, and holds the row.
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'key']).doUpdateSet({ lastAt: sql`failed_tries.last_at` }),
    )
    .returning(['failures', 'waitUntil'])
    .executeTakeFirstOrThrow()
  if (waitUntil && waitUntil > work.now) return { allowed: false, waitUntil }
  const seconds = delay(failures + 1)
  await work.db
    .updateTable('failedTries')
    .set({
      failures: failures + 1,
      lastAt: work.now,
      waitUntil: seconds > 0 ? new Date(work.now.getTime() + seconds * 1000) : null,
    })
    .where('tenantId', '=', tenantId)
    .where('key', '=', key)
    .modifyEnd(laterSurely)
    .execute()
  return { allowed: true, failures: failures + 1 }
}

export async function forgetTries(work: Work, keys: readonly Buffer[]): Promise<void> {
  await work.db
    .deleteFrom('failedTries')
    .where('tenantId', '=', work.base.tenantId)
    .where('key', 'in', [...keys])
    .modifyEnd(later)
    .execute()
}

/** Null where nobody locked them; an instant in the past where that is over by itself. */
export async function lockedUntilOf(work: Work, userId: UserId): Promise<Date | null> {
  const user = await work.db
    .selectFrom('users')
    .select('lockedUntil')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return user?.lockedUntil ?? null
}

/** Leaves the person's version alone: nobody edits this. */
export async function setLocked(
  work: Work,
  userId: UserId,
  lockedUntil: Date | null,
  lockedWhy: string | null,
): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ lockedUntil, lockedWhy })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .execute()
}
