import type { ProviderId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { ProviderRow } from './providers.sql.ts'

/** A client secret as it lies in the database. */
export const sealSecret = (work: Work, id: ProviderId, secret: string): Buffer =>
  work.keys.seal('provider-secret', contextOf(work, id), secret)

/** Null where the provider knows us without one. */
export function openSecret(work: Work, { id, secretSealed }: ProviderRow): string | null {
  return (
    secretSealed && work.keys.unseal('provider-secret', contextOf(work, id), secretSealed).toString('utf8')
  )
}

const contextOf = (work: Work, id: ProviderId) => `${work.base.tenantId}:${id}`
