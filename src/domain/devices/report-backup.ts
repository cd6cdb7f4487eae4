import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { setLastBackup } from './backups.sql.ts'

/**
 * Keeps when a backup was made: the answer to "Is there a backup?" when the phone is lost. Its person was verified by one issuer of the
 * identity, and every issuer hears of it: the word gives nothing away and lets nobody in.
 *
 * @param input.madeAt Unix seconds, by the phone's clock; later than now counts as now.
 */
export async function reportBackup(
  work: Work,
  { device: { id: deviceId, userId }, madeAt }: { device: KnownDevice; madeAt: number },
): Promise<void> {
  const at = new Date(Math.min(madeAt * 1000, work.now.getTime()))
  await setLastBackup(work, { userId, deviceId, at })
  await record(work, 'backup.made', { userId, deviceId })
}
