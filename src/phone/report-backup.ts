import { protocolVersion } from '#contract/device-messages.ts'
import { reportBackup as reportBackupOperation } from '#contract/device-operations.ts'
import type { DeviceId } from '#contract/ids.ts'
import { callAsDevice } from './call.ts'
import type { Phone } from './phone.ts'

/**
 * Tells the organisations that there is a backup: it is what an administrator asks first when a phone is lost.
 *
 * @param made `madeAt` in Unix seconds by the server's clock
 * @returns whom it could not be told now: try again later.
 */
export async function reportBackup(
  phone: Phone,
  { madeAt, deviceIds }: { madeAt: number; deviceIds: readonly DeviceId[] },
): Promise<readonly DeviceId[]> {
  const untold: DeviceId[] = []
  for (const deviceId of deviceIds) {
    const enrolment = await phone.store.findEnrolment(deviceId)
    if (!enrolment) continue
    const body = { v: protocolVersion, made_at: madeAt } as const
    try {
      await callAsDevice(phone, enrolment, reportBackupOperation, () => ({ params: {}, body }))
    } catch {
      untold.push(deviceId)
    }
  }
  return untold
}
