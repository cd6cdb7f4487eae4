import type { Device } from '#contract/devices.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { updateDevice } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'
import { shownDevice } from './list-devices.ts'

/**
 * Gives a device a name. It stays until the phone calls itself something else. The same name changes nothing.
 *
 * @throws {Problem} as `holdDevice`
 */
export async function renameDevice(
  work: Work,
  { userId, deviceId, name }: { userId: UserId; deviceId: DeviceId; name: string },
): Promise<Device> {
  const { device } = await holdDevice(work, { userId, deviceId })
  if (device.name === name) return shownDevice(device)
  const renamed = await updateDevice(work, deviceId, {
    name,
    reportedName: device.reportedName ?? device.name,
  })
  await record(work, 'device.renamed', { userId, deviceId }, { name, before: device.name })
  return shownDevice(renamed)
}
