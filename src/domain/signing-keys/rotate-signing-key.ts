import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { generateSigningKey, type KeyUse, type SigningKey } from './generate-signing-key.ts'
import { insertKey, retireKeys } from './signing-keys.sql.ts'

/**
 * `key` signs from now on; the one before it verifies for a while longer. Without `key` one is made, which holds the unit open for a
 * moment: no harm at a command that is given once a year.
 */
export async function rotateSigningKey(
  work: Work,
  input: { use: KeyUse; key?: SigningKey },
): Promise<{ kid: string }> {
  const { use, key = await generateSigningKey(use) } = input
  await retireKeys(work, use)
  await insertKey(work, use, key)
  await record(work, 'signing-key.rotated', { kid: key.kid, use })
  work.notify('signing-key', key.kid)
  return { kid: key.kid }
}
