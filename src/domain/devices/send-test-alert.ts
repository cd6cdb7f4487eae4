import { protocolVersion } from '#contract/device-messages.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import type { DeviceRow } from './devices.sql.ts'
import { holdDevice } from './hold-device.ts'

/** Whoever waits for it looks at the phone now. */
const ttlSeconds = 300
/** Of one phone, whoever asks: enough to try things out, too little to keep somebody awake. */
const limit = { limit: 5, windowSeconds: 600 }

/**
 * Rings at a device, to see that alerts arrive. Null when it is on its way, or `rate-limited` to be returned: the count has to stay.
 *
 * @throws {Problem} `device-not-receiving`; as `holdDevice`
 */
export async function sendTestAlert(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<Problem | null> {
  const { device } = await holdDevice(work, { userId, deviceId })
  return ringForTest(work, device)
}

/** As `sendTestAlert`, for a phone that asks for itself. */
export async function ringForTest(
  work: Work,
  { id: deviceId, userId, state, pushState }: Pick<DeviceRow, 'id' | 'userId' | 'state' | 'pushState'>,
): Promise<Problem | null> {
  if (state !== 'active' || pushState !== 'ok') throw new Problem('device-not-receiving')
  const { allowed, retryAfterSeconds } = await hit(work, { key: `test-alert:${deviceId}`, ...limit })
  if (!allowed) return new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  const message = { v: protocolVersion, t: 'test', iss: work.base.baseUrl } as const
  await queuePush(work, { deviceId, message, ttlSeconds })
  await record(work, 'device.test-alert.sent', { userId, deviceId })
  return null
}
