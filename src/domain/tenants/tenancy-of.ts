import type { TenantId } from '#contract/ids.ts'
import type { Tenancy } from '../work.ts'

/** Where the installation is reached; origins without a trailing slash. */
export interface Addresses {
  readonly url: string
  readonly appUrl: string
}

export interface TenantRow {
  readonly id: TenantId
  readonly slug: string
  readonly name: string
  readonly host: string | null
  readonly first: boolean
}

/** The addresses of a tenant: the installation's own for the first, below `/t/{slug}` for the others, or a host of its own. */
export function tenancyOf(row: TenantRow, { url, appUrl }: Addresses): Tenancy {
  return { tenantId: row.id, slug: row.slug, name: row.name, baseUrl: baseUrlOf(row, url), appUrl }
}

function baseUrlOf(row: TenantRow, url: string): string {
  if (row.host) return `${new URL(url).protocol}//${row.host}`
  return row.first ? url : `${url}/t/${row.slug}`
}
