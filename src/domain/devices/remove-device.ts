import { confirms, removeDevicePhrase } from '#contract/confirmation.ts'
import type { Device } from '#contract/devices.ts'
import type { EventData } from '#contract/events.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { record } from '../audit/record.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { endSessionsOfDevice } from '../sessions/end-sessions-of-device.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, devicesOf, lockDevice, promoteAnother, updateDevice } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'
import { toDevice } from './list-devices.ts'
import { markLost } from './mark-lost.ts'
import { removedWords } from './removed-mails.ts'
import { tellRevoked } from './tell-revoked.ts'

/**
 * Removes a device: it is told by push, and can approve nothing from this instant, told or not; its person is told by mail. Where it was the
 * push target, another takes over. Its row stays, as a record and so that the phone can still ask. The DID stays as well: a backup
 * restores it, and of a phone that was lost or stolen only with an administrator's setup code.
 *
 * @param input.endSessions also ends the sessions that were begun with it
 * @throws {Problem} `device-not-found` also the second time, `confirmation-mismatch`, `own-last-device`; as `holdDevice`
 */
export async function removeDevice(
  work: Work,
  input: {
    userId: UserId
    deviceId: DeviceId
    confirmation: string
    endSessions: boolean
    why: 'removed' | 'lost'
  },
): Promise<{ pushTarget: Device | null; remaining: number }> {
  const { userId, deviceId, why } = input
  const { user, device } = await holdDevice(work, { userId, deviceId })
  if (!confirms(input.confirmation, removeDevicePhrase)) throw new Problem('confirmation-mismatch')
  const others = (await devicesOf(work, userId)).filter(({ id }) => id !== deviceId)
  const isOwn = work.actor.kind === 'user' && work.actor.id === userId
  if (isOwn && !others.some(({ state }) => state === 'active')) throw new Problem('own-last-device')

  const pushTarget = await takeAway(work, device, why)
  if (why === 'lost') await markLost(work, { userId })
  if (input.endSessions) await endSessionsOfDevice(work, { deviceId, why: 'device-removed' })
  const words = removedWords(work, user, { name: device.name, why, isOwn, next: pushTarget?.name ?? null })
  await tellPerson(work, user, words)
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
    shortCode: null,
    replacedAt: null,
    removeAt: null,
  })
  await record(work, 'device.removed', { userId, deviceId, why, wasPushTarget }, { name: device.name })
  await cancelApprovals(work, { userId, deviceId, why: 'device-removed' })
  if (device.pushSubscriptionSealed) await tellRevoked(work, { deviceId })
  const pushTarget = await promoteAnother(work, userId)
  if (wasPushTarget && pushTarget) {
    await record(work, 'device.activated', { userId, deviceId: pushTarget.id, by: 'promotion' })
  }
  return pushTarget
}
