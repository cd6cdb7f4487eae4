import { protocolVersion } from '#contract/device-messages.ts'
import type { Device } from '#contract/devices.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { equalInConstantTime } from '#platform/hash.ts'
import { record } from '../audit/record.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import { confirmedWords } from './confirmed-mail.ts'
import { findDevice, findPushTarget, updateDevice } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'
import { shownDevice } from './list-devices.ts'
import { requireNobodyElse } from './require-nobody-else.ts'
import { takeOver } from './take-over.ts'

const ttlSeconds = 86_400

/**
 * Lets a device that waits for it answer from now on, by the six digits that its person reads out. One that was restored takes the place of
 * their others with that; else it becomes the push target where there is none.
 *
 * Nobody confirms their own phone, whose digits they would read out to themselves. Whoever is the only one that may does so by another
 * credential, which their step-up is then: a passkey, or a phone that answers. With neither, whoever runs the server gives them a setup code.
 *
 * @throws {Problem} `device-not-pending` (also the second time), `own-device`, `confirmation-mismatch`; as `holdDevice`
 */
export async function confirmDevice(
  work: Work,
  { userId, deviceId, shortCode }: { userId: UserId; deviceId: DeviceId; shortCode: string },
): Promise<Device> {
  const { user, device } = await holdDevice(work, { userId, deviceId })
  if (device.state !== 'pending') throw new Problem('device-not-pending')
  if (work.actor.id === userId) await requireNobodyElse(work, user, 'confirm')
  if (!device.shortCode || !isSame(shortCode.replace(/ /g, ''), device.shortCode))
    throw new Problem('confirmation-mismatch')
  const confirmed = await updateDevice(work, deviceId, { state: 'active', shortCode: null })
  await record(work, 'device.confirmed', { userId, deviceId }, { name: device.name })
  if (device.purpose === 'restore') await takeOver(work, confirmed)
  else if (device.pushState === 'ok' && !(await findPushTarget(work, userId))) {
    await updateDevice(work, deviceId, { pushTarget: true })
    await record(work, 'device.activated', { userId, deviceId, by: 'enrolment' })
  }
  if (device.pushSubscriptionSealed) {
    const message = { v: protocolVersion, t: 'state', iss: work.base.baseUrl } as const
    await queuePush(work, { deviceId, message, ttlSeconds })
  }
  await tellPerson(work, user, confirmedWords(work, user, device.name))
  return shownDevice((await findDevice(work, deviceId)) ?? confirmed)
}

const isSame = (typed: string, shown: string) => equalInConstantTime(Buffer.from(typed), Buffer.from(shown))
