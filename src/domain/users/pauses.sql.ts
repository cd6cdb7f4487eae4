import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export interface StoredPause {
  readonly until: Date
  readonly why: 'report' | 'person' | 'limit'
}

const pauseOf = (work: Work, userId: UserId) =>
  work.db
    .selectFrom('users')
    .select(['pushesPausedUntil as until', 'pushesPausedWhy as why'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)

export async function findPause(work: Work, userId: UserId): Promise<StoredPause | null> {
  return toPause(await pauseOf(work, userId).executeTakeFirst())
}

/** As `findPause`, holding the person's row until the unit ends. */
export async function holdPause(work: Work, userId: UserId): Promise<StoredPause | null> {
  return toPause(await pauseOf(work, userId).forUpdate().executeTakeFirst())
}

export async function writePause(work: Work, userId: UserId, pause: StoredPause | null): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ pushesPausedUntil: pause?.until ?? null, pushesPausedWhy: pause?.why ?? null })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Those that were written before there was a reason came from a report. */
const toPause = (
  row: { until: Date | null; why: StoredPause['why'] | null } | undefined,
): StoredPause | null => (row?.until ? { until: row.until, why: row.why ?? 'report' } : null)
