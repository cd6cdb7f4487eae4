import type { Work } from '../work.ts'
import type { KeyUse, SigningKey } from './generate-signing-key.ts'
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
