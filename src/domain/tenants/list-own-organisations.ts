import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { Addresses } from './tenancy-of.ts'
import { tenancyOf } from './tenancy-of.ts'
import { findUserIdentity, organisationsOf } from './tenants.sql.ts'

/** The organisations that this person administers by the identity on their phone, this one among them, by name. */
export async function listOwnOrganisations(
  work: Work,
  { userId, addresses }: { userId: UserId; addresses: Addresses },
) {
  const { tenantId, name, baseUrl } = work.base
  const identityId = await findUserIdentity(work, userId)
  const rows = identityId ? await organisationsOf(work, identityId) : []
  if (rows.length === 0) return [{ id: tenantId, name, baseUrl, current: true }]
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    baseUrl: tenancyOf(row, addresses).baseUrl,
    current: row.id === tenantId,
  }))
}
