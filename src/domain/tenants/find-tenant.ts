import type { TenantId } from '#contract/ids.ts'
import type { Ground } from '../work.ts'
import type { TenantRow } from './tenancy-of.ts'

export async function findFirstTenant(_ground: Ground): Promise<TenantRow | undefined> {
  throw new Error('findFirstTenant')
}
export async function findTenantBySlug(_ground: Ground, _slug: string): Promise<TenantRow | undefined> {
  throw new Error('findTenantBySlug')
}
export async function findTenantByHost(_ground: Ground, _host: string): Promise<TenantRow | undefined> {
  throw new Error('findTenantByHost')
}
export async function findTenant(_ground: Ground, _id: TenantId): Promise<TenantRow | undefined> {
  throw new Error('findTenant')
}
export async function listTenants(_ground: Ground): Promise<TenantRow[]> {
  throw new Error('listTenants')
}
