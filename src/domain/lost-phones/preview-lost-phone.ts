import type { UserId } from '#contract/ids.ts'
import type { previewLostPhone as operation } from '#contract/lost-phones.ts'
import type { Result } from '#contract/operation.ts'
import { rankOf } from '#contract/permissions.ts'
import { canEnrol } from '../claims/can-enrol.ts'
import { previewDeparture } from '../departures/preview-departure.ts'
import { listDevices } from '../devices/list-devices.ts'
import { listPasskeys } from '../passkeys/list-passkeys.ts'
import { readSetting } from '../settings/read-setting.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { lastBackupOf } from './lost-phones.sql.ts'

/**
 * What there is to end for somebody whose phone is lost, and what whoever asks may give them to go on with.
 *
 * @throws {Problem} `user-not-found`
 */
export async function previewLostPhone(
  work: Work,
  { userId }: { userId: UserId },
): Promise<Result<typeof operation>> {
  const { actor } = work
  const user = await getUser(work, { userId })
  const { sessions, accounts, otherOrganisations } = await previewDeparture(work, { userId })
  const { overrides } = await readSetting(work, 'sign-in')
  const [rank, own] = [rankOf(user.adminRole), rankOf(actor.adminRole)]
  return {
    devices: await listDevices(work, { userId }),
    passkeys: await listPasskeys(work, { userId }),
    lastBackupAt: await lastBackupOf(work, userId),
    sessions,
    accounts: accounts.length,
    otherOrganisations,
    mayOverride:
      overrides &&
      actor.permissions.has('overrides:write') &&
      actor.id !== userId &&
      user.status === 'active' &&
      (rank === 0 || rank < own),
    mayIssueClaim:
      actor.permissions.has('claims:write') &&
      rank <= own &&
      user.status !== 'deactivated' &&
      canEnrol(work.base),
  }
}
