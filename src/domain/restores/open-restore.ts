import { randomUUID } from 'node:crypto'
import { randomToken } from '#platform/random.ts'
import { unixSeconds } from '../devices/signed.ts'
import type { Work } from '../work.ts'
import { insertRestore } from './restores.sql.ts'

/** Long enough to reach an administrator for a setup code; the codes themselves end sooner. */
const lifetimeSeconds = 1800

/**
 * Begins to restore a phone from a backup. The same for every DID, known here or not: who asks has shown nothing yet. Counting the tries
 * of an address is the caller's.
 */
export async function openRestore(
  work: Work,
  { did }: { did: string },
): Promise<{ sid: string; nonce: string; exp: number }> {
  // All of it random: whoever proved the identity is known by it from then on.
  const sid = randomUUID()
  const nonce = randomToken()
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
  await insertRestore(work, { id: sid, did, nonce, expiresAt })
  return { sid, nonce, exp: unixSeconds(expiresAt) }
}
