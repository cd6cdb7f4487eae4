import type { DeviceDescription, PushRegistration } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, findPushTarget, lockDevice, promoteAnother, updateDevice } from './devices.sql.ts'
import { sealPushSubscription } from './push-subscription.ts'

/**
 * Stores what a phone says of itself and how it is reached. A phone that push reaches becomes the push target where its person has none;
 * one that can no longer be reached hands it to another. Of a removed device nothing is stored.
 */
export async function reportDevice(
  work: Work,
  { deviceId, dev, push }: { deviceId: DeviceId; dev: DeviceDescription; push: PushRegistration },
): Promise<DeviceRow | undefined> {
  const before = await lockDevice(work, deviceId)
  if (!before || before.state === 'removed') return before
  const reached = push.kind === 'webpush'
  const mayBeTarget = reached && before.state === 'active'
  // One that another was restored in the place of waits to be chosen.
  const mayTakeOver = mayBeTarget && !before.replacedAt && !before.pushTarget
  const takesOver = mayTakeOver && !(await findPushTarget(work, before.userId))
  const after = await updateDevice(work, deviceId, {
    // A name that was given on the account page or in the console stays until the phone calls itself something else.
    name: dev.name === (before.reportedName ?? before.name) ? before.name : dev.name,
    reportedName: dev.name,
    model: dev.model ?? null,
    platform: dev.platform,
    osVersion: dev.os_version ?? null,
    appVersion: dev.app_version ?? null,
    lang: dev.lang ?? null,
    // Gone is what the push service said; a phone that merely has no push does not undo that word.
    pushState: reached ? 'ok' : before.pushState === 'gone' ? 'gone' : 'none',
    pushWhy: push.kind === 'none' ? push.why : null,
    pushSubscriptionSealed: reached ? sealPushSubscription(work, deviceId, push) : null,
    pushTarget: mayBeTarget && (before.pushTarget || takesOver),
    lastActiveAt: work.now,
  })
  const { userId } = before
  if (takesOver) await record(work, 'device.activated', { userId, deviceId, by: 'promotion' })
  if (before.pushTarget && !after.pushTarget) {
    const next = await promoteAnother(work, userId)
    if (next) await record(work, 'device.activated', { userId, deviceId: next.id, by: 'promotion' })
  }
  if (before.pushState !== after.pushState || before.name !== after.name) work.notify('user', userId)
  return after
}
