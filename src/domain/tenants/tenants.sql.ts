import { sql } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
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

/** One that is served no more, closed or with its row gone: only its phones still ask for it. */
export async function closedTenant(
  ground: Ground,
  by: { slug: string } | { host: string } | 'first',
): Promise<TenantRow | undefined> {
  const those = by === 'first' ? sql`first` : 'slug' in by ? sql`slug = ${by.slug}` : sql`host = ${by.host}`
  const { rows } = await sql<TenantRow>`
    select id, slug, name, host, first from tenants where status = 'closed' and ${those}
    union all
    select id, slug, name, host, first from tenant_tombstones where ${those}
    limit 1`.execute(ground.database.outside)
  return rows[0]
}

/** Whether this organisation is served, was, or is not known at all. */
export async function standingOfTenant(work: Work): Promise<'open' | 'gone' | 'unknown'> {
  const { tenantId } = work.base
  const row = await work.db
    .selectFrom('tenants')
    .select('status')
    .where('id', '=', tenantId)
    .executeTakeFirst()
  if (row) return row.status === 'active' ? 'open' : 'gone'
  const gone = await work.db
    .selectFrom('tenantTombstones')
    .select('id')
    .where('id', '=', tenantId)
    .executeTakeFirst()
  return gone ? 'gone' : 'unknown'
}

/** Bounded: an installation with more tenants pages by other means. */
export const allTenants = (ground: Ground): Promise<TenantRow[]> =>
  open(ground).orderBy('createdAt').orderBy('id').limit(10_000).execute()

export async function findUserIdentity(work: Work, userId: UserId): Promise<string | null> {
  const row = await work.db
    .selectFrom('users')
    .select('identityId')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.identityId ?? null
}

/** Where this identity administers, over all tenants. */
export async function organisationsOf(work: Work, identityId: string): Promise<TenantRow[]> {
  const { rows } = await sql<TenantRow>`select * from organisations_administered_by(${identityId})`.execute(
    work.db,
  )
  return rows
}

/** Nobody is served there from now on. @returns false where it was closed before */
export async function markClosed(work: Work): Promise<boolean> {
  const { numUpdatedRows } = await work.db
    .updateTable('tenants')
    .set({ status: 'closed' })
    .where('id', '=', work.base.tenantId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertTenant(work: Work, row: TenantRow): Promise<void> {
  const values: Pick<Tables['tenants'], 'createdAt'> & TenantRow = { ...row, createdAt: work.now }
  await work.db.insertInto('tenants').values(values).executeTakeFirstOrThrow()
}
