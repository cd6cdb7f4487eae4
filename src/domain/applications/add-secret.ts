import type { ApplicationId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import type { Work } from '../work.ts'
import { insertSecret } from './applications.sql.ts'

/** A secret of 256 bits behind a prefix that scanners for leaked secrets can be taught. It is told this once and stored hashed. */
export async function addSecret(
  work: Work,
  applicationId: ApplicationId,
  { purpose, expiresAt }: { purpose: 'client' | 'test'; expiresAt: Date | null },
): Promise<{ id: string; secret: string }> {
  const id = newId()
  const secret = `lks_${randomToken(32)}`
  await insertSecret(work, {
    id,
    applicationId,
    secretHash: sha256(secret),
    hint: secret.slice(-4),
    purpose,
    expiresAt,
  })
  return { id, secret }
}
