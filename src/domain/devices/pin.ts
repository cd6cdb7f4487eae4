import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { countPinTry, findDevice, noteOnDevice, promoteAnother, updateDevice } from './devices.sql.ts'
import { pausedWords } from './paused-mail.ts'

/** The tenth miss in a row suspends the device. */
const suspendAt = 10
/** From the fifth miss in a row on, the next try waits. */
const firstWait = 5
/** Whoever was recognised and knows it needs no more than three tries. */
export const missesAfterResuming = suspendAt - 3
const waitSecondsFrom = (misses: number): number => {
  if (misses < firstWait) return 0
  if (misses === firstWait) return 60
  return misses === firstWait + 1 ? 300 : 900
}

/** Peppered with a key that the database does not hold, and bound to the device. */
export const macOfPin = (work: Work, deviceId: DeviceId, proof: string): Buffer =>
  work.keys.mac('device-pin', pinText(work, deviceId, proof))

const pinText = (work: Work, deviceId: DeviceId, proof: string) =>
  `${work.base.tenantId}:${deviceId}:${proof}`

/**
 * Whether the proof is of the device's PIN: null, or the refusal. A miss is written down before anything is compared, so the caller
 * returns the refusal from its unit and does not throw it. Of a phone that is suspended its person hears by mail: they may not be the one who
 * typed.
 *
 * `pin-wrong` carries `left`, the tries until the device is suspended; `rate-limited` carries `retryAfterSeconds`.
 */
export async function checkPin(
  work: Work,
  device: { id: DeviceId; userId: UserId },
  proof: string,
): Promise<Problem | null> {
  const tried = await countPinTry(work, device.id, { suspendAt, firstWait, waitSecondsFrom })
  if (!tried) return refusalOf(work, device.id)
  const { pinMac, pinMisses } = tried
  const matches =
    pinMac !== null && work.keys.macMatches('device-pin', pinText(work, device.id, proof), pinMac)
  if (matches) {
    await noteOnDevice(work, device.id, { pinMisses: 0, pinWaitUntil: null })
    return null
  }
  if (pinMisses >= suspendAt) {
    await updateDevice(work, device.id, { state: 'suspended', stateWhy: 'pin', pushTarget: false })
    await record(work, 'device.suspended', { userId: device.userId, deviceId: device.id, why: 'pin' })
    await promoteAnother(work, device.userId)
    const { name } = (await findDevice(work, device.id)) ?? { name: '' }
    const user = await getUser(work, { userId: device.userId })
    await tellPerson(work, user, pausedWords(work, user, name))
    return new Problem('device-suspended')
  }
  const retryAfterSeconds = waitSecondsFrom(pinMisses)
  return new Problem('pin-wrong', undefined, {
    members: { left: suspendAt - pinMisses, ...(retryAfterSeconds > 0 && { retryAfterSeconds }) },
  })
}

async function refusalOf(work: Work, deviceId: DeviceId): Promise<Problem> {
  const device = await findDevice(work, deviceId)
  if (device?.state === 'removed') return new Problem('device-removed')
  if (device?.state !== 'active') return new Problem('device-suspended')
  const until = device.pinWaitUntil?.getTime() ?? 0
  const retryAfterSeconds = Math.max(1, Math.ceil((until - work.now.getTime()) / 1000))
  return new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
}
