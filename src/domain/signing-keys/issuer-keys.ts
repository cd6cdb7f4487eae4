import type { TenantId } from '#contract/ids.ts'
import type { Hub } from '#platform/hub.ts'
import type { Work } from '../work.ts'
import type { Jwk, SigningKey } from './generate-signing-key.ts'
import { signingKeys } from './signing-keys.ts'

/** The keys by which an organisation signs what its phones are asked. */
export interface IssuerKeys {
  /** The one that signs now. */
  current(work: Work): Promise<SigningKey>
  /** What a JWKS publishes (RFC 7517 §5): every key that still verifies, the signing one first, no private part. */
  published(work: Work): Promise<Jwk[]>
}

/** So long a retired key may be published past its time. */
const maximumAgeMs = 3600_000
/** Each is some kilobytes. */
const maximumKept = 1000

/** Keys are read and unsealed once, and kept until a notice says that they changed; nothing is believed while none can arrive. */
export function createIssuerKeys(hub: Hub): IssuerKeys {
  const kept = new Map<TenantId, { readAt: Date; keys: Promise<SigningKey[]> }>()
  hub.subscribe('signing-key', ({ tenantId }) => kept.delete(tenantId as TenantId))
  hub.onGap(() => kept.clear())

  function keysOf(work: Work): Promise<SigningKey[]> {
    const { tenantId } = work.base
    const known = kept.get(tenantId)
    if (known && hub.listening && work.now.getTime() - known.readAt.getTime() < maximumAgeMs)
      return known.keys
    const keys = signingKeys(work, 'device')
    if (kept.size >= maximumKept) kept.clear()
    // Kept from before it is read: a notice meanwhile drops what may be old already.
    const reading = { readAt: work.now, keys }
    kept.set(tenantId, reading)
    const drop = () => {
      if (kept.get(tenantId) === reading) kept.delete(tenantId)
    }
    // A failure is no answer.
    keys.then((found) => found.length > 0 || drop(), drop)
    return keys
  }

  return {
    async current(work) {
      const [current] = await keysOf(work)
      if (!current) throw new Error('the tenant has no device key')
      return current
    },
    published: async (work) =>
      (await keysOf(work)).map(({ kid, alg, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' })),
  }
}
