import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** When the person last made a backup, with whichever phone. */
export async function lastBackupOf(work: Work, userId: UserId): Promise<Date | null> {
  const row = await work.db
    .selectFrom('users')
    .select('lastBackupAt')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.lastBackupAt ?? null
}
