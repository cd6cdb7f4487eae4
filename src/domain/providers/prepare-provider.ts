import type { ProviderId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import type { Work } from '../work.ts'
import { addressesOf } from './addresses.ts'

/** An id for a provider to come, with the addresses that it will have. Nothing is stored. */
export function prepareProvider(work: Work): { id: ProviderId } & ReturnType<typeof addressesOf> {
  // A new id carries its brand from here on.
  const id = newId() as ProviderId
  return { id, ...addressesOf(work.base, id) }
}
