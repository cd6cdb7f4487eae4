import { sha256 } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { countsOf } from './limits.sql.ts'

/** How often each key was hit in its present window, in their order; looking counts for nothing. */
export async function hitsOf(work: Work, keys: readonly string[]): Promise<number[]> {
  const hashed = keys.map((key) => Buffer.from(sha256(key)))
  const counts = await countsOf(work, hashed)
  return hashed.map((key) => counts.get(key.toString('hex')) ?? 0)
}
