import type { Device } from '#contract/devices.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import type { Work } from '../work.ts'
import { clearPushTarget, updateDevice } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'
import { shownDevice } from './list-devices.ts'

/**
 * Sends a user's sign-in requests to this device from now on. Again, it changes nothing.
 *
 * @throws {Problem} `device-not-receiving`; as `holdDevice`; `step-up-required` of one's own
 */
export async function choosePushTarget(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<Device> {
  const { device } = await holdDevice(work, { userId, deviceId })
  const isOwn = work.actor.kind === 'user' && work.actor.id === userId
  // As on the account page, whichever way they come.
  if (isOwn) requireStepUp(work)
  if (device.state !== 'active' || device.pushState !== 'ok') throw new Problem('device-not-receiving')
  if (device.pushTarget) return shownDevice(device)
  await clearPushTarget(work, userId)
  const chosen = await updateDevice(work, deviceId, { pushTarget: true })
  await record(work, 'device.activated', { userId, deviceId, by: isOwn ? 'person' : 'administrator' })
  return shownDevice(chosen)
}
