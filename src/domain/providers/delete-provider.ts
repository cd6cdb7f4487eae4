import { confirms } from '#contract/confirmation.ts'
import type { ProviderId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { countPeople, dropProvider, lockProvider } from './providers.sql.ts'

/**
 * Deletes a provider with every link to it. Sessions that began through it go on.
 *
 * @param input.confirmation its name, as typed
 * @throws {Problem} `provider-not-found`, `confirmation-mismatch`; as `requireStanding`
 */
export async function deleteProvider(
  work: Work,
  { providerId, confirmation }: { providerId: ProviderId; confirmation: string },
): Promise<void> {
  const row = await lockProvider(work, providerId)
  await requireStanding(work)
  if (!row) throw new Problem('provider-not-found')
  if (!confirms(confirmation, row.name)) throw new Problem('confirmation-mismatch')
  const links = (await countPeople(work, [providerId])).get(providerId) ?? 0
  await dropProvider(work, providerId)
  await record(work, 'provider.deleted', { providerId, links }, { name: row.name })
  work.notify('provider', providerId)
}
