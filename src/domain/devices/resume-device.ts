import { protocolVersion } from '#contract/device-messages.ts'
import type { Device } from '#contract/devices.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import { findDevice, findPushTarget, updateDevice } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'
import { shownDevice } from './list-devices.ts'
import { missesAfterResuming } from './pin.ts'
import { requireNobodyElse } from './require-nobody-else.ts'
import { resumedWords } from './resumed-mail.ts'

const ttlSeconds = 86_400

/**
 * Lets a phone answer again that was paused by wrong PINs, because its person was recognised and knows the PIN: a few tries are left, not ten,
 * since whoever guessed may have talked the administrator into it. It is the push target again where there is none. One that is not paused
 * stays as it is.
 *
 * @throws {Problem} `own-device`, as of `confirmDevice`; as `holdDevice`
 */
export async function resumeDevice(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<Device> {
  const { user, device } = await holdDevice(work, { userId, deviceId })
  if (device.state !== 'suspended') return shownDevice(device)
  if (work.actor.id === userId) await requireNobodyElse(work, user, 'resume')
  const resumed = await updateDevice(work, deviceId, {
    state: 'active',
    stateWhy: null,
    pinMisses: missesAfterResuming,
    pinWaitUntil: null,
  })
  await record(work, 'device.resumed', { userId, deviceId }, { name: device.name })
  if (device.pushState === 'ok' && !(await findPushTarget(work, userId))) {
    await updateDevice(work, deviceId, { pushTarget: true })
    await record(work, 'device.activated', { userId, deviceId, by: 'promotion' })
  }
  if (device.pushSubscriptionSealed) {
    const message = { v: protocolVersion, t: 'state', iss: work.base.baseUrl } as const
    await queuePush(work, { deviceId, message, ttlSeconds })
  }
  await tellPerson(work, user, resumedWords(work, user, device.name))
  return shownDevice((await findDevice(work, deviceId)) ?? resumed)
}
