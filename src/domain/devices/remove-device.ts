import { confirms } from '#contract/confirmation.ts'
import { protocolVersion } from '#contract/device-messages.ts'
import type { Device } from '#contract/devices.ts'
import type { EventData } from '#contract/events.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { record } from '../audit/record.ts'
import { queuePush } from '../outbox/queue-push.ts'
import { endSessionsOfDevice } from '../sessions/end-sessions-of-device.ts'
import { getUser } from '../users/get-user.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, devicesOf, lockDevice, promoteAnother, updateDevice } from './devices.sql.ts'
import { toDevice } from './list-devices.ts'

/** What has to be typed. */
const phrase = 'remove device'
/** A phone that is off for a month learns it when the app is opened. */
export const revokeTtlSeconds = 28 * 86_400

/**
 * Removes a device: it is told by push, and can approve nothing from this instant, told or not. Where it was the push target, another
 * takes over. Its row stays, as a record and so that the phone can still ask.
 *
 * @throws {Problem} `user-not-found`, `device-not-found` (also the second time), `confirmation-mismatch`, `higher-rank`, `own-last-device`; as `requireStanding`
 */
export async function removeDevice(
  work: Work,
  input: { userId: UserId; deviceId: DeviceId; confirmation: string; endSessions: boolean },
): Promise<{ pushTarget: Device | null; remaining: number }> {
  const { userId, deviceId } = input
  const user = await getUser(work, { userId })
  requireRank(work, user)
  const device = await lockDevice(work, deviceId)
  await requireStanding(work)
  if (!device || device.userId !== userId || device.state === 'removed') throw new Problem('device-not-found')
  if (!confirms(input.confirmation, phrase)) throw new Problem('confirmation-mismatch')
  const others = (await devicesOf(work, userId)).filter(({ id }) => id !== deviceId)
  const isOwn = work.actor.kind === 'user' && work.actor.id === userId
  if (isOwn && !others.some(({ state }) => state === 'active')) throw new Problem('own-last-device')

  const pushTarget = await takeAway(work, device, 'removed')
  if (input.endSessions) await endSessionsOfDevice(work, { deviceId, why: 'device-removed' })
  return { pushTarget: (pushTarget && toDevice(pushTarget)) ?? null, remaining: others.length }
}

/** The person removes this phone themselves, from the app. The second time it is `device-removed`, which the caller has said before. */
export async function leaveWithDevice(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<void> {
  const device = await lockDevice(work, deviceId)
  if (!device || device.state === 'removed') throw new Problem('device-removed')
  await takeAway(work, device, 'left')
  await endSessionsOfDevice(work, { deviceId, why: 'device-removed' })
}

/** Removes a device whose row is held, and gives the one that is the push target from now on. */
export async function takeAway(
  work: Work,
  device: DeviceRow,
  why: EventData<'device.removed'>['why'],
): Promise<DeviceRow | undefined> {
  const { id: deviceId, userId, pushTarget: wasPushTarget } = device
  // The subscription stays until the last push to it has been delivered.
  await updateDevice(work, deviceId, {
    state: 'removed',
    stateWhy: why,
    removedAt: work.now,
    pushTarget: false,
  })
  await record(work, 'device.removed', { userId, deviceId, why, wasPushTarget }, { name: device.name })
  await cancelApprovals(work, { userId, deviceId, why: 'device-removed' })
  if (device.pushSubscriptionSealed) {
    const message = { v: protocolVersion, t: 'revoke', iss: work.base.baseUrl } as const
    await queuePush(work, { deviceId, message, ttlSeconds: revokeTtlSeconds })
  }
  const pushTarget = await promoteAnother(work, userId)
  if (wasPushTarget && pushTarget) {
    await record(work, 'device.activated', { userId, deviceId: pushTarget.id, by: 'promotion' })
  }
  return pushTarget
}
