import type { DeviceId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { findPushTarget } from './devices.sql.ts'

/** The one device that a user's sign-in requests are sent to. */
export async function findPushTargetId(
  work: Work,
  { userId }: { userId: UserId },
): Promise<DeviceId | undefined> {
  return (await findPushTarget(work, userId))?.id
}
