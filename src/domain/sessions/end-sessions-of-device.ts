import type { DeviceId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { EndedWhy } from './end-every-session.ts'
import { recordEnded } from './record-ended.ts'
import { deleteItemsOf, markEnded } from './sessions.sql.ts'

/** Ends the sessions that were begun with a device. */
export async function endSessionsOfDevice(
  work: Work,
  { deviceId, why }: { deviceId: DeviceId; why: EndedWhy },
): Promise<number> {
  const ended = await markEnded(work, { deviceId }, why)
  await deleteItemsOf(
    work,
    ended.map((session) => session.id),
  )
  await recordEnded(work, ended, why)
  return ended.length
}
