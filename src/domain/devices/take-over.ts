import type { DeviceId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { clearPushTarget, type DeviceRow, flagReplaced, updateDevice } from './devices.sql.ts'

const dayMs = 86_400_000

/**
 * A phone that was restored takes the place of its person's others, once it is active: they are flagged as replaced and go after the days of
 * the policy, unless somebody says that one is still in use; it gets the requests.
 *
 * @returns which it takes the place of.
 */
export async function takeOver(
  work: Work,
  { id, userId, pushState }: Pick<DeviceRow, 'id' | 'userId' | 'pushState'>,
): Promise<DeviceId[]> {
  const { replacedDays } = await readSetting(work, 'devices')
  const removeAt = new Date(work.now.getTime() + replacedDays * dayMs)
  const replaced = await flagReplaced(work, { userId, by: id, removeAt })
  // Also where push does not reach the new one: the old may be in other hands.
  await clearPushTarget(work, userId)
  if (pushState === 'ok') {
    await updateDevice(work, id, { pushTarget: true })
    await record(work, 'device.activated', { userId, deviceId: id, by: 'restore' })
  }
  return replaced
}
