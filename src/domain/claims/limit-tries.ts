import { Problem } from '#contract/problem.ts'
import { addressBlock, addressNeighbourhood } from '#platform/client-address.ts'
import { hit } from '../limits/hit.ts'
import type { Work } from '../work.ts'

const windowSeconds = 600
/** An office behind one address sets up many phones; a guesser of 50 bits gets nowhere with these. */
const limits = { address: 40, block: 200 }

/**
 * Counts a try of a claim, or the beginning of a restore, against its address and the block around it. Null, or `rate-limited` to be
 * returned: the count has to stay.
 */
export async function limitTries(work: Work, of: 'claim' | 'restore' = 'claim'): Promise<Problem | null> {
  const { ip } = work.actor.origin
  const keys = [
    // Of IPv6 its network: with one household's addresses somebody could use up the neighbours' tries.
    { key: `${of}:${addressBlock(ip)}`, limit: limits.address },
    { key: `${of}-block:${addressNeighbourhood(ip)}`, limit: limits.block },
  ]
  for (const { key, limit } of keys) {
    const { allowed, retryAfterSeconds } = await hit(work, { key, limit, windowSeconds })
    if (!allowed) return new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  }
  return null
}
