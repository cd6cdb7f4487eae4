import type { Device } from '#contract/devices.ts'
import type { EventData } from '#contract/events.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, updateDevice } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'
import { keptWords } from './kept-mail.ts'
import { shownDevice } from './list-devices.ts'

/**
 * A phone that was taken for replaced is still in use: it stays, and its person is told by mail. One that was not, or that was kept before, stays as it is.
 *
 * @throws {Problem} as `holdDevice`; `step-up-required` of one's own
 */
export async function keepDevice(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<Device> {
  const { user, device } = await holdDevice(work, { userId, deviceId })
  const isOwn = work.actor.kind === 'user' && work.actor.id === userId
  // As on the account page, whichever way they come.
  if (isOwn) requireStepUp(work)
  if (device.replacedAt === null) return shownDevice(device)
  const kept = await markKept(work, device, isOwn ? 'person' : 'administrator')
  await tellPerson(work, user, keptWords(work, user, { name: device.name, isOwn }))
  return shownDevice(kept)
}

/** As `keepDevice`, of a device whose row the caller holds. */
export async function markKept(
  work: Work,
  device: DeviceRow,
  by: EventData<'device.kept'>['by'],
): Promise<DeviceRow> {
  if (device.replacedAt === null) return device
  const { id: deviceId, userId } = device
  const kept = await updateDevice(work, deviceId, { replacedAt: null, removeAt: null })
  await record(work, 'device.kept', { userId, deviceId, by })
  return kept
}
