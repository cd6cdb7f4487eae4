import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { getUser } from '../users/get-user.ts'
import { holdUser } from '../users/hold-user.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, lockDevice } from './devices.sql.ts'

/**
 * Reads a user and one of their devices for an act on it, and holds both rows until the unit ends. The person comes first, as in every act
 * on a person.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `device-not-found` also for a removed one; as `requireStanding`
 */
export async function holdDevice(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<{ user: User; device: DeviceRow }> {
  const { user, device } = await holdDeviceOrRecord(work, { userId, deviceId })
  if (device.state === 'removed') throw new Problem('device-not-found')
  return { user, device }
}

/** As `holdDevice`, of a removed one too. */
export async function holdDeviceOrRecord(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<{ user: User; device: DeviceRow }> {
  const held = await holdUser(work, { userId })
  const device = await lockDevice(work, deviceId)
  await requireStanding(work)
  // Whoever was merged is looked for elsewhere: `getUser` says where.
  const user = held ?? (await getUser(work, { userId }))
  requireRank(work, user)
  if (device?.userId !== userId) throw new Problem('device-not-found')
  return { user, device }
}
