import type { Provider } from '#contract/providers.ts'
import type { Work } from '../work.ts'
import { describe } from './get-provider.ts'
import { providersByName } from './providers.sql.ts'

/** All of them, by name. */
export async function listProviders(work: Work): Promise<{ items: Provider[] }> {
  return { items: await describe(work, await providersByName(work)) }
}
