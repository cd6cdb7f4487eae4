import type { DeparturePreview } from '#contract/departures.ts'
import type { UserId } from '#contract/ids.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { readSetting } from '../settings/read-setting.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { countBelongings, countOtherOrganisations, identityOf } from './departures.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function previewDeparture(
  work: Work,
  { userId }: { userId: UserId },
): Promise<Omit<DeparturePreview, 'oneOperator'>> {
  const { hasPassword } = await getUser(work, { userId })
  const accounts = await listAccounts(work, { userId })
  const { restoreDays } = await readSetting(work, 'lifecycle')
  return {
    ...(await countBelongings(work, userId)),
    accounts: accounts.map(({ applicationName }) => applicationName),
    hasPassword,
    otherOrganisations: await countOtherOrganisations(work, await identityOf(work, userId)),
    restoreDays,
  }
}
