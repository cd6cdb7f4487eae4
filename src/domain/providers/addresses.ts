import type { ProviderId } from '#contract/ids.ts'
import type { Tenancy } from '../work.ts'

/** Our addresses that are entered at a provider. */
export function addressesOf({ baseUrl }: Tenancy, providerId: ProviderId) {
  const base = `${baseUrl}/providers/${providerId}`
  return {
    /** Of OpenID Connect: the redirect address. */
    callbackUrl: `${base}/callback`,
    /** Of SAML: the assertion consumer service. */
    acsUrl: `${base}/acs`,
    /** Of SAML: our metadata, and our entity id. */
    metadataUrl: `${base}/metadata`,
  }
}
