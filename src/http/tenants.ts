import type { TenantId } from '#contract/ids.ts'
import {
  findClosedTenant,
  findFirstTenant,
  findTenant,
  findTenantByHost,
  findTenantBySlug,
} from '#domain/tenants/find-tenant.ts'
import { findInstallation } from '#domain/tenants/installation.ts'
import { type Addresses, type TenantRow, tenancyOf } from '#domain/tenants/tenancy-of.ts'
import type { Ground, Tenancy } from '#domain/work.ts'

/** Which organisation an address belongs to. Answers are kept until a notice says that something changed. */
export interface TenantDirectory {
  /** The installation's first organisation; undefined before set-up. */
  first(): Promise<Tenancy | undefined>
  bySlug(slug: string): Promise<Tenancy | undefined>
  /** @param host as in the Host header, lower case. */
  byHost(host: string): Promise<Tenancy | undefined>
  byId(id: TenantId): Promise<Tenancy | undefined>
  /** One that was closed or deleted, which nothing else here finds: for its phones, which still ask. Not kept: it is rare. */
  closed(by: { slug: string } | { host: string } | 'first'): Promise<Tenancy | undefined>
  addresses(): Promise<Addresses>
}

const defaultAddress = 'http://localhost:3000'
/** Strangers can ask for any slug or host: what is kept is bounded. */
const maximumKept = 5000

/** @param configured LATCHKEY_URL and LATCHKEY_APP_URL; where there is none, what set-up stored. */
export function createTenantDirectory(
  ground: Ground,
  configured: { readonly url: string | null; readonly appUrl: string | null },
): TenantDirectory {
  let addresses: Promise<Addresses> | undefined
  const kept = new Map<string, Promise<TenantRow | undefined>>()
  const forget = () => {
    addresses = undefined
    kept.clear()
  }
  ground.database.hub.subscribe('tenant', forget)
  ground.database.hub.onGap(forget)

  async function readAddresses(): Promise<Addresses> {
    const url = configured.url ?? (await findInstallation(ground)).address ?? defaultAddress
    return { url, appUrl: configured.appUrl ?? url }
  }

  function addressesNow(): Promise<Addresses> {
    if (addresses) return addresses
    const reading = readAddresses()
    addresses = reading
    reading.catch(() => {
      if (addresses === reading) addresses = undefined
    })
    return reading
  }

  async function look(key: string, find: () => Promise<TenantRow | undefined>): Promise<Tenancy | undefined> {
    let reading = kept.get(key)
    if (!reading || !ground.database.hub.listening) {
      if (kept.size >= maximumKept) kept.clear()
      reading = find()
      kept.set(key, reading)
      // A failure is not an answer, and neither is "there is none": a tenant made a moment ago must be found.
      const drop = () => {
        if (kept.get(key) === reading) kept.delete(key)
      }
      reading.then((row) => row ?? drop(), drop)
    }
    const row = await reading
    return row && tenancyOf(row, await addressesNow())
  }

  return {
    first: () => look('first', () => findFirstTenant(ground)),
    bySlug: (slug) => look(`slug:${slug}`, () => findTenantBySlug(ground, slug)),
    // The installation's own hosts are no organisation's: most requests come there, and "there is none" is not kept.
    byHost: async (host) =>
      isOwnHost(await addressesNow(), host)
        ? undefined
        : look(`host:${host}`, () => findTenantByHost(ground, host)),
    byId: (id) => look(`id:${id}`, () => findTenant(ground, id)),
    closed: async (by) => {
      const row = await findClosedTenant(ground, by)
      return row && tenancyOf(row, await addressesNow())
    },
    addresses: addressesNow,
  }
}

const isOwnHost = ({ url, appUrl }: Addresses, host: string) =>
  host === hostOf(url) || host === hostOf(appUrl)

const hostOf = (origin: string) => origin.slice(origin.indexOf('://') + 3)
