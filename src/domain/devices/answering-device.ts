import type { DeviceId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { openCase } from '../cases/open-case.ts'
import type { Work } from '../work.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { findDevice, noteOnDevice, takeCounter } from './devices.sql.ts'

/**
 * The device that an answer names, if it may answer.
 *
 * @throws {Problem} `device-signature-invalid` where there is none, `device-removed`, `device-suspended`
 */
export async function getAnsweringDevice(
  work: Work,
  { deviceId }: { deviceId: DeviceId },
): Promise<KnownDevice> {
  const device = await findDevice(work, deviceId)
  if (!device) throw new Problem('device-signature-invalid')
  requireActive(device)
  return device
}

/** @throws {Problem} `device-removed`, `device-suspended` */
export function requireActive({ state }: Pick<KnownDevice, 'state'>): void {
  if (state === 'removed') throw new Problem('device-removed')
  if (state !== 'active') throw new Problem('device-suspended')
}

/**
 * Takes the counter of an answer, which has to be higher than every one before, and keeps the answer's hash. Answers of one device
 * wait for each other here, and a removal waits for them.
 *
 * `counter-reused` is returned and not thrown: somebody may hold a copy of the key, and the alarm has been written down.
 *
 * @returns `again` where these are the very bytes of the last answer, with the reply that they got.
 * @throws {Problem} `device-removed`, `device-suspended` when it lost the right meanwhile
 */
export async function takeAnswer(
  work: Work,
  device: Pick<KnownDevice, 'id' | 'userId'>,
  { counter, answerHash }: { counter: number; answerHash: Buffer },
): Promise<'taken' | { again: JsonValue } | Problem> {
  if (await takeCounter(work, device.id, counter, answerHash)) return 'taken'
  const now = await getAnsweringDevice(work, { deviceId: device.id })
  if (now.lastAnswerHash?.equals(answerHash) && now.lastAnswerReply !== null)
    return { again: now.lastAnswerReply }
  await record(work, 'device.key-copied', {
    userId: device.userId,
    deviceId: device.id,
    stored: now.counter,
    received: counter,
  })
  await openCase(work, { kind: 'device-key-copied', userId: device.userId, deviceId: device.id })
  return new Problem('counter-reused')
}

/** Keeps what an answer was replied, for the case that the reply is lost on its way. */
export async function keepReply(work: Work, deviceId: DeviceId, reply: JsonValue): Promise<void> {
  await noteOnDevice(work, deviceId, { lastAnswerReply: JSON.stringify(reply) })
}
