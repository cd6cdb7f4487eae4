import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { claimLookup } from './claim-hash.ts'
import { lockClaim, markSpent, setRestore } from './claims.sql.ts'
import { maximumOpenings } from './open-claim.ts'

/**
 * Spends an administrator's setup code, link or typed, as the further proof of a restore: once, and again for the same restore, whose reply
 * may have been lost. Null, or the refusal to be returned: the try has been counted.
 */
export async function spendForRestore(
  work: Work,
  { claim: sent, userId, restoreId }: { claim: string; userId: UserId; restoreId: string },
): Promise<Problem | null> {
  const claim = await lockClaim(work, claimLookup(work.keys, sent))
  if (claim?.userId !== userId || claim.voidedAt) return new Problem('claim-invalid')
  if (claim.spentAt) return claim.restoreId === restoreId ? null : new Problem('claim-invalid')
  // What one restore has earned is no further proof of another, nor of itself.
  if (claim.restoreId) return new Problem('claim-invalid')
  // Nobody asks for the second code here, so what needs one opens nothing.
  if (claim.guardHash) return new Problem('claim-invalid')
  if (claim.tries >= maximumOpenings) return new Problem('claim-locked')
  if (!(await markSpent(work, claim.id, work.now))) return new Problem('claim-invalid')
  await setRestore(work, claim.id, restoreId)
  work.notify('claim', claim.id)
  return null
}
