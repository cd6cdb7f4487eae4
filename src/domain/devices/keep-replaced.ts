import type { EventData } from '#contract/events.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, updateDevice } from './devices.sql.ts'

/** A phone that another was restored in the place of is still in use: it stays. Of one that is not flagged nothing is recorded. */
export async function keepReplaced(
  work: Work,
  device: DeviceRow,
  by: EventData<'device.kept'>['by'],
): Promise<DeviceRow> {
  if (!device.replacedAt) return device
  const { id: deviceId, userId } = device
  const kept = await updateDevice(work, deviceId, { replacedAt: null, removeAt: null })
  await record(work, 'device.kept', { userId, deviceId, by })
  return kept
}
