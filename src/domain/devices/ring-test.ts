import { protocolVersion } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import type { DeviceRow } from './devices.sql.ts'

/** Of one phone, whoever asks: enough to find out what is wrong with its alerts. */
const alerts = { limit: 5, windowSeconds: 600 }
const ttlSeconds = 300

/**
 * Rings a phone for a try: it says so, and asks for nothing. Null, or `rate-limited` to be returned, for the count has to stay.
 *
 * @throws {Problem} `device-not-receiving`
 */
export async function ringTest(work: Work, device: DeviceRow): Promise<Problem | null> {
  const { id: deviceId, userId, state, pushState } = device
  if (state !== 'active' || pushState !== 'ok') throw new Problem('device-not-receiving')
  const { allowed, retryAfterSeconds } = await hit(work, { key: `test-alert:${deviceId}`, ...alerts })
  if (!allowed) return new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  const message = { v: protocolVersion, t: 'test', iss: work.base.baseUrl } as const
  await queuePush(work, { deviceId, message, ttlSeconds })
  await record(work, 'device.test-alert.sent', { userId, deviceId })
  return null
}
