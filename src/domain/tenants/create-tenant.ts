import type { TenantId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { record } from '../audit/record.ts'
import { ensureSigningKeys } from '../signing-keys/ensure-signing-keys.ts'
import { generateSigningKeys, type SigningKeys } from '../signing-keys/generate-signing-key.ts'
import { type Ground, systemActor, type Tenancy, transact, type Work } from '../work.ts'
import { type Addresses, type TenantRow, tenancyOf } from './tenancy-of.ts'
import { insertTenant } from './tenants.sql.ts'

export interface NewTenant {
  readonly slug: string
  readonly name: string
  readonly host?: string
  /** Served at the installation's own address; there is one such. */
  readonly first: boolean
  readonly addresses: Addresses
  /** Made here where they are not given. */
  readonly keys?: SigningKeys
}

/** Makes a tenant with its signing keys, and nobody in it. A taken slug or host, and a second first tenant, break its unique key (23505). */
export async function createTenant(ground: Ground, tenant: NewTenant): Promise<Tenancy> {
  const keys = tenant.keys ?? (await generateSigningKeys())
  const { row, tenancy } = planTenant(tenant)
  await transact(ground, tenancy, 'write', systemActor(tenancy.tenantId), (work) =>
    addTenant(work, row, keys),
  )
  return tenancy
}

export function planTenant(tenant: Omit<NewTenant, 'keys'>): { row: TenantRow; tenancy: Tenancy } {
  const { slug, name, host, first, addresses } = tenant
  // A new id that carries its brand from here on.
  const row: TenantRow = { id: newId() as TenantId, slug, name, host: host ?? null, first }
  return { row, tenancy: tenancyOf(row, addresses) }
}

/** Inside a unit that works in the tenant to be made. */
export async function addTenant(work: Work, row: TenantRow, keys: SigningKeys): Promise<void> {
  await insertTenant(work, row)
  await ensureSigningKeys(work, keys)
  await record(work, 'tenant.created', { slug: row.slug })
  work.notify('tenant', row.id)
}
