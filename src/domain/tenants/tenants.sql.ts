import type { TenantId } from '#contract/ids.ts'
import type { Tables } from '../tables.ts'
import type { Ground, Work } from '../work.ts'
import type { TenantRow } from './tenancy-of.ts'

const columns = ['id', 'slug', 'name', 'host', 'first'] as const

/** Which tenant an address belongs to is asked before there is a tenant to work in: as the login role, by unique keys. */
const open = (ground: Ground) =>
  ground.database.outside.selectFrom('tenants').select(columns).where('status', '=', 'active')

export const firstTenant = (ground: Ground): Promise<TenantRow | undefined> =>
  open(ground).where('first', '=', true).executeTakeFirst()

export const tenantBySlug = (ground: Ground, slug: string): Promise<TenantRow | undefined> =>
  open(ground).where('slug', '=', slug).executeTakeFirst()

export const tenantByHost = (ground: Ground, host: string): Promise<TenantRow | undefined> =>
  open(ground).where('host', '=', host).executeTakeFirst()

export const tenantById = (ground: Ground, id: TenantId): Promise<TenantRow | undefined> =>
  open(ground).where('id', '=', id).executeTakeFirst()

/** Bounded: an installation with more tenants pages by other means. */
export const allTenants = (ground: Ground): Promise<TenantRow[]> =>
  open(ground).orderBy('createdAt').orderBy('id').limit(10_000).execute()

export async function insertTenant(work: Work, row: TenantRow): Promise<void> {
  const values: Pick<Tables['tenants'], 'createdAt'> & TenantRow = { ...row, createdAt: work.now }
  await work.db.insertInto('tenants').values(values).executeTakeFirstOrThrow()
}
