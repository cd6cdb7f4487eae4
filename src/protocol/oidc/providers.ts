import type { Ground, Tenancy } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'
import { createProvider, type TenantProvider } from './create-provider.ts'

/** Some 50 KB each: what a thousand busy tenants take is bearable. */
const maximumKept = 1000
/** While notices of other processes do not arrive, a provider is believed for so long: its keys may have been rotated. */
const blindMs = 1000

interface Kept {
  readonly baseUrl: string
  readonly builtAt: number
  readonly provider: Promise<TenantProvider>
}

export interface Providers {
  of(tenancy: Tenancy): Promise<TenantProvider>
}

/**
 * The providers of the tenants that are asked for, made at the first request and kept, the least recently used let go first. Notices
 * drop what has changed: keys and tenants the whole provider, applications what is remembered of them; a gap in the notices drops all.
 */
export function createProviders(ground: Ground, log: Log): Providers {
  const kept = new Map<string, Kept>()
  const { hub } = ground.database
  const drop = ({ tenantId }: { tenantId: string }) => {
    kept.delete(tenantId)
  }
  hub.subscribe('signing-key', drop)
  hub.subscribe('tenant', drop)
  hub.subscribe('application', ({ tenantId }) => {
    kept.get(tenantId)?.provider.then(
      ({ forgetClients }) => forgetClients(),
      () => {},
    )
  })
  hub.onGap(() => kept.clear())

  return {
    of(tenancy) {
      const { tenantId, baseUrl } = tenancy
      const now = ground.clock().getTime()
      const known = kept.get(tenantId)
      kept.delete(tenantId)
      if (known && known.baseUrl === baseUrl && (hub.listening || now - known.builtAt < blindMs)) {
        kept.set(tenantId, known)
        return known.provider
      }
      const made: Kept = { baseUrl, builtAt: now, provider: createProvider(ground, log, tenancy) }
      kept.set(tenantId, made)
      made.provider.catch(() => {
        if (kept.get(tenantId) === made) kept.delete(tenantId)
      })
      for (const oldest of kept.keys()) {
        if (kept.size <= maximumKept) break
        kept.delete(oldest)
      }
      return made.provider
    },
  }
}
