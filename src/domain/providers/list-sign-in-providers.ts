import type { ProviderId } from '#contract/ids.ts'
import type { ProviderKind } from '#contract/providers.ts'
import type { Work } from '../work.ts'
import { enabledProviders } from './providers.sql.ts'

type Offered = { id: ProviderId; kind: ProviderKind; name: string }[]

/** A unit reads them once. */
const readBy = new WeakMap<Work['db'], Promise<Offered>>()

/** The providers that people can sign in through now, by name, for the pages; none of these changes a provider. */
export function listSignInProviders(work: Work): Promise<Offered> {
  const read = readBy.get(work.db) ?? enabledProviders(work)
  readBy.set(work.db, read)
  return read
}

/** Reads them together with what the unit reads at the same moment. Only for speed. */
export function expectSignInProviders(work: Work): void {
  // Whoever needs them hears of the failure.
  listSignInProviders(work).catch(() => {})
}
