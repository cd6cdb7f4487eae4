import type { Device } from '#contract/devices.ts'
import type { DeviceId } from '#contract/ids.ts'
import { choosePushTarget } from '../devices/choose-push-target.ts'
import { removeDevice } from '../devices/remove-device.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { ownId } from './own-id.ts'
import { tell } from './tell.ts'

/** @throws {Problem} `device-not-found`, `device-not-receiving` */
export async function chooseOwnPushTarget(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<Device> {
  const userId = ownId(work)
  const chosen = await choosePushTarget(work, { userId, deviceId })
  await tell(work, await getUser(work, { userId }), 'push-target')
  return chosen
}

/** @throws {Problem} `device-not-found`, `confirmation-mismatch`, `own-last-device` */
export async function removeOwnDevice(
  work: Work,
  input: { deviceId: DeviceId; confirmation: string; endSessions: boolean },
): Promise<{ remaining: number }> {
  const userId = ownId(work)
  const { remaining } = await removeDevice(work, { userId, ...input })
  await tell(work, await getUser(work, { userId }), 'device')
  return { remaining }
}
