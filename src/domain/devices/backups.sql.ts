import type { DeviceId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** When a person last told of a backup, with whichever phone; null where they never did. */
export async function findLastBackup(work: Work, userId: UserId): Promise<Date | null> {
  const row = await work.db
    .selectFrom('users')
    .select('lastBackupAt')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.lastBackupAt ?? null
}

/** With this phone at this time. An earlier one than is known changes nothing. */
export async function setLastBackup(
  work: Work,
  { userId, deviceId, at }: { userId: UserId; deviceId: DeviceId; at: Date },
): Promise<void> {
  await work.db
    .updateTable('devices')
    .set({ lastBackupAt: at })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
    .where((eb) => eb.or([eb('lastBackupAt', 'is', null), eb('lastBackupAt', '<', at)]))
    .execute()
  await work.db
    .updateTable('users')
    .set({ lastBackupAt: at })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .where((eb) => eb.or([eb('lastBackupAt', 'is', null), eb('lastBackupAt', '<', at)]))
    .execute()
}
