import type { TenantId } from '#contract/ids.ts'
import type { Ground } from '../work.ts'
import type { TenantRow } from './tenancy-of.ts'
import {
  allTenants,
  closedTenant,
  firstTenant,
  tenantByHost,
  tenantById,
  tenantBySlug,
} from './tenants.sql.ts'

/** The one that is served at the installation's own address; undefined before set-up. */
export const findFirstTenant = (ground: Ground): Promise<TenantRow | undefined> => firstTenant(ground)

export const findTenantBySlug = (ground: Ground, slug: string): Promise<TenantRow | undefined> =>
  tenantBySlug(ground, slug)

/** @param host lower case, with its port where it has one. */
export const findTenantByHost = (ground: Ground, host: string): Promise<TenantRow | undefined> =>
  tenantByHost(ground, host)

export const findTenant = (ground: Ground, id: TenantId): Promise<TenantRow | undefined> =>
  tenantById(ground, id)

/** Open tenants, oldest first. */
export const listTenants = (ground: Ground): Promise<TenantRow[]> => allTenants(ground)

/** One that was closed or deleted, by what its address says; a phone asks about it at the app's own origin. */
export const findClosedTenant = (
  ground: Ground,
  by: { slug: string } | { host: string } | 'first',
): Promise<TenantRow | undefined> => closedTenant(ground, by)
