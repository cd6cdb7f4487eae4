import type { ProviderId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Provider } from '#contract/providers.ts'
import type { Work } from '../work.ts'
import { addressesOf } from './addresses.ts'
import { certificatesEnd } from './check-settings.ts'
import { countPeople, findProvider, type ProviderRow } from './providers.sql.ts'

/** @throws {Problem} `provider-not-found` */
export async function getProvider(work: Work, { providerId }: { providerId: ProviderId }): Promise<Provider> {
  const row = await findProvider(work, providerId)
  const [provider] = row ? await describe(work, [row]) : []
  if (!provider) throw new Problem('provider-not-found')
  return provider
}

/** Adds what is not in the row itself, and leaves the secret out. */
export async function describe(work: Work, rows: readonly ProviderRow[]): Promise<Provider[]> {
  const people = await countPeople(
    work,
    rows.map((row) => row.id),
  )
  return rows.map(({ secretSealed, ...row }) => {
    const addresses = addressesOf(work.base, row.id)
    const isSaml = row.kind === 'saml'
    return {
      ...row,
      hasSecret: secretSealed !== null,
      certificateExpiresAt: certificatesEnd(row.settings),
      callbackUrl: isSaml ? addresses.acsUrl : addresses.callbackUrl,
      metadataUrl: isSaml ? addresses.metadataUrl : null,
      people: people.get(row.id) ?? 0,
    }
  })
}
