import type { Ground, Tenancy } from '../work.ts'
import type { Addresses } from './tenancy-of.ts'

export async function createTenant(
  _ground: Ground,
  _input: { slug: string; name: string; host?: string; first: boolean; addresses: Addresses },
): Promise<Tenancy> {
  throw new Error('createTenant')
}
