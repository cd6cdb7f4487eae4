import { protocolVersion } from '#contract/device-messages.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import { activeDevicesOf } from './devices.sql.ts'

const ttlSeconds = 86_400

/** Has the other phones of a person look at their status: something was done that they should hear of on each. */
export async function ringOthers(
  work: Work,
  { userId, except }: { userId: UserId; except: DeviceId },
): Promise<void> {
  const message = { v: protocolVersion, t: 'state', iss: work.base.baseUrl } as const
  for (const { id: deviceId, pushSubscriptionSealed } of await activeDevicesOf(work, userId))
    if (deviceId !== except && pushSubscriptionSealed)
      await queuePush(work, { deviceId, message, ttlSeconds })
}
