import type { Device } from '#contract/devices.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { Problem } from '#contract/problem.ts'
import { choosePushTarget } from '../devices/choose-push-target.ts'
import { keepDevice } from '../devices/keep-device.ts'
import { removeDevice } from '../devices/remove-device.ts'
import { renameDevice } from '../devices/rename-device.ts'
import { sendTestAlert } from '../devices/send-test-alert.ts'
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
  const { remaining } = await removeDevice(work, { userId: ownId(work), why: 'removed', ...input })
  return { remaining }
}

/** @throws {Problem} `device-not-found` */
export function renameOwnDevice(work: Work, input: { deviceId: DeviceId; name: string }): Promise<Device> {
  return renameDevice(work, { userId: ownId(work), ...input })
}

/** Null when it is on its way, or `rate-limited` to be returned. @throws {Problem} `device-not-found`, `device-not-receiving` */
export function sendOwnTestAlert(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<Problem | null> {
  return sendTestAlert(work, { userId: ownId(work), deviceId })
}

/** @throws {Problem} `device-not-found` */
export function keepOwnDevice(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<Device> {
  return keepDevice(work, { userId: ownId(work), deviceId })
}
