import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { setLastBackup } from './backups.sql.ts'
import { lockDevice } from './devices.sql.ts'

/** From the verification of the person to the word that the backup is made. */
const verifiedSeconds = 300

/**
 * Keeps when a backup was made: the answer to "Is there a backup?" when the phone is lost. Only soon after its person was verified for it.
 *
 * @param input.madeAt Unix seconds, by the phone's clock; later than now counts as now.
 * @throws {Problem} `uv-required`
 */
export async function reportBackup(
  work: Work,
  { device: { id: deviceId, userId }, madeAt }: { device: KnownDevice; madeAt: number },
): Promise<void> {
  const device = await lockDevice(work, deviceId)
  const since = work.now.getTime() - verifiedSeconds * 1000
  const isVerified =
    device?.verifiedFor === 'backup' && device.verifiedAt && device.verifiedAt.getTime() >= since
  if (!isVerified) throw new Problem('uv-required')
  const at = new Date(Math.min(madeAt * 1000, work.now.getTime()))
  await setLastBackup(work, { userId, deviceId, at })
  await record(work, 'backup.made', { userId, deviceId })
}
