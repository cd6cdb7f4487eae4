import type { Work } from '../work.ts'
import type { Jwk, KeyUse, SigningKey } from './generate-signing-key.ts'
import { findKeys } from './signing-keys.sql.ts'

/**
 * How long a retired key goes on verifying: as long as the longest session of an application, since an ID token comes back as a
 * hint when that session ends.
 */
const overlapMs = 30 * 24 * 3600 * 1000

/** Every key that still verifies, the signing one first, each with its private half. */
export function signingKeys(work: Work, use: KeyUse): Promise<SigningKey[]> {
  return findKeys(work, use, new Date(work.now.getTime() - overlapMs))
}

/** The key that signs now. */
export async function currentKey(work: Work, use: KeyUse): Promise<SigningKey> {
  const [current] = await signingKeys(work, use)
  if (!current) throw new Error(`the tenant has no ${use} key`)
  return current
}

/** What a JWKS publishes (RFC 7517 §5): no private part. */
export async function publicKeys(work: Work, use: KeyUse): Promise<Jwk[]> {
  const keys = await signingKeys(work, use)
  return keys.map(({ kid, alg, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' }))
}
