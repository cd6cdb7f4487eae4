import type { ProviderId } from '#contract/ids.ts'
import type { ProviderKind } from '#contract/providers.ts'
import type { Work } from '../work.ts'
import { enabledProviders } from './providers.sql.ts'

/** The providers that people can sign in through now, by name, for the pages. */
export function listSignInProviders(
  work: Work,
): Promise<{ id: ProviderId; kind: ProviderKind; name: string }[]> {
  return enabledProviders(work)
}
