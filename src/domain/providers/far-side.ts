import { Problem } from '#contract/problem.ts'
import type { OidcClient, SamlServiceProvider } from '../ports.ts'
import type { Work } from '../work.ts'
import { addressesOf } from './addresses.ts'
import type { ProviderRow } from './providers.sql.ts'
import { openSecret } from './secret.ts'

/** A provider as the protocols see it, with its secret opened: for one trip, and not to be kept. */
export type FarSide =
  | { readonly protocol: 'oidc'; readonly client: OidcClient }
  | {
      readonly protocol: 'saml'
      readonly provider: SamlServiceProvider
      readonly emailAttribute: string | null
    }

/** @throws {Problem} `provider-not-found` where there is none, or it is switched off and this is no test */
export function farSideOf(work: Work, row: ProviderRow | undefined, purpose: string): FarSide {
  if (!row || (!row.enabled && purpose !== 'test')) throw new Problem('provider-not-found')
  const { settings } = row
  const { callbackUrl, acsUrl, metadataUrl } = addressesOf(work.base, row.id)
  if (settings.protocol === 'saml') {
    const { entityId, signInUrl, certificates, emailAttribute } = settings
    const provider = { entityId, signInUrl, certificates, ourEntityId: metadataUrl, acsUrl }
    return { protocol: 'saml', provider, emailAttribute }
  }
  const { issuer, clientId, scopes } = settings
  return {
    protocol: 'oidc',
    client: { issuer, clientId, clientSecret: openSecret(work, row), scopes, callbackUrl },
  }
}
