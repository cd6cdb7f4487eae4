import { sha256 } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { countHit } from './limits.sql.ts'

/**
 * Counts one try of `key` in a window that begins with the first, and says whether it is still within the limit.
 *
 * A refusal that must count has to commit: return it from the unit, do not throw it. The row is held until the unit ends, so tries at
 * once stand in line.
 *
 * @returns `hits`: with this one
 * @param input.key what is counted, spelled out (`claim:ip:203.0.113.7`); only its hash is stored.
 */
export async function hit(
  work: Work,
  { key, limit, windowSeconds }: { key: string; limit: number; windowSeconds: number },
): Promise<{ allowed: boolean; hits: number; retryAfterSeconds: number }> {
  const { hits, resetAt } = await countHit(work, sha256(key), windowSeconds)
  const left = Math.max(1, Math.ceil((resetAt.getTime() - work.now.getTime()) / 1000))
  return { allowed: hits <= limit, hits, retryAfterSeconds: left }
}
