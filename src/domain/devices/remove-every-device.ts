import type { EventData } from '#contract/events.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { markAllRemoved } from './devices.sql.ts'
import { tellRevoked } from './tell-revoked.ts'

/**
 * Removes every device of a person: each that push reaches is told, and none can approve anything from this instant. Requests that wait
 * on them are for the caller to end, before this. Their rows stay, so that each phone can still ask.
 */
export async function removeEveryDevice(
  work: Work,
  { userId, why }: { userId: UserId; why: EventData<'device.removed'>['why'] },
): Promise<DeviceId[]> {
  const removed = await markAllRemoved(work, userId, why)
  await recordAll(
    work,
    removed.map(({ id: deviceId, name, wasPushTarget }) => ({
      type: 'device.removed' as const,
      data: { userId, deviceId, why, wasPushTarget },
      personal: { name },
    })),
  )
  for (const { id: deviceId, reachable } of removed) if (reachable) await tellRevoked(work, { deviceId })
  return removed.map((device) => device.id)
}
