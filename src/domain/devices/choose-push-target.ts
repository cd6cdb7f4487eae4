import type { Device } from '#contract/devices.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import { getUser } from '../users/get-user.ts'
import { requireRank } from '../users/require-rank.ts'
import type { Work } from '../work.ts'
import { clearPushTarget, lockDevice, updateDevice } from './devices.sql.ts'
import { toDevice } from './list-devices.ts'

/**
 * Sends a user's sign-in requests to this device from now on. Again, it changes nothing.
 *
 * @throws {Problem} `user-not-found`, `device-not-found`, `device-not-receiving`, `higher-rank`; `step-up-required` of one's own
 */
export async function choosePushTarget(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<Device> {
  const user = await getUser(work, { userId })
  requireRank(work, user)
  // As on the account page, whichever way they come.
  if (work.actor.id === userId) requireStepUp(work)
  const device = await lockDevice(work, deviceId)
  if (!device || device.userId !== userId || device.state === 'removed') throw new Problem('device-not-found')
  if (device.state !== 'active' || device.pushState !== 'ok') throw new Problem('device-not-receiving')
  let chosen = device
  if (!device.pushTarget) {
    await clearPushTarget(work, userId)
    chosen = await updateDevice(work, deviceId, { pushTarget: true })
    await record(work, 'device.activated', { userId, deviceId, by: 'administrator' })
  }
  const shown = toDevice(chosen)
  if (!shown) throw new Problem('device-not-found')
  return shown
}
