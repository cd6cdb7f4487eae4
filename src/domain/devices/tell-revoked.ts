import { protocolVersion } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'

/** A phone that is off for a month learns it when the app is opened. */
const revokeTtlSeconds = 28 * 86_400

/** Rings at a device that was removed. It is a hint: the phone asks for its signed status, and wipes itself by that alone. */
export function tellRevoked(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<void> {
  const message = { v: protocolVersion, t: 'revoke', iss: work.base.baseUrl } as const
  return queuePush(work, { deviceId, message, ttlSeconds: revokeTtlSeconds })
}
