import type { Work } from '../work.ts'
import type { KeyUse, SigningKeys } from './generate-signing-key.ts'
import { findKeys, insertKey } from './signing-keys.sql.ts'

/** Gives the tenant the keys that it lacks, of those handed in. */
export async function ensureSigningKeys(work: Work, keys: SigningKeys): Promise<void> {
  for (const use of ['oidc', 'device'] satisfies KeyUse[]) {
    if ((await findKeys(work, use, work.now)).length === 0) await insertKey(work, use, keys[use])
  }
}
