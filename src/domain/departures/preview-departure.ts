import type { DeparturePreview } from '#contract/departures.ts'
import type { UserId } from '#contract/ids.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { readSetting } from '../settings/read-setting.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { countBelongings, countOtherOrganisations, identityOf, standingElsewhere } from './departures.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function previewDeparture(
  work: Work,
  { userId, oneOperator = false }: { userId: UserId; oneOperator?: boolean },
): Promise<DeparturePreview> {
  const { hasPassword } = await getUser(work, { userId })
  const accounts = await listAccounts(work, { userId })
  const { restoreDays } = await readSetting(work, 'lifecycle')
  const identityId = await identityOf(work, userId)
  return {
    ...(await countBelongings(work, userId)),
    accounts: accounts
      .filter(({ status }) => status !== 'ended')
      .map(({ applicationName }) => applicationName),
    hasPassword,
    otherOrganisations: await countOtherOrganisations(work, identityId),
    endsElsewhere:
      oneOperator && identityId !== null ? (await standingElsewhere(work, identityId)).length : 0,
    restoreDays,
    oneOperator,
  }
}
