import type { ClaimPurpose } from '#contract/claims.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { claimLookup, isClaimGuard } from './claim-hash.ts'
import { countOpening, lockClaim } from './claims.sql.ts'

/** Enough for a person who begins again; nobody needs more of a code that is used once. */
export const maximumOpenings = 5

/**
 * Looks at a claim before it is used, by its token or its typed code. Each opening counts; after the fifth it is locked. Unknown, used,
 * expired and voided ones are one answer, and so is that of a person who is deactivated: theirs comes back with them.
 *
 * A guarded one opens with its second code alone. To be asked for that is no opening; a wrong one counts, so the caller commits.
 *
 * @throws {Problem} `claim-invalid`, `claim-locked`, `claim-guarded`
 */
export async function openClaim(
  work: Work,
  { claim: sent, guard }: { claim: string; guard?: string | undefined },
): Promise<{ claimId: ClaimId; userId: UserId; purpose: ClaimPurpose }> {
  const claim = await lockClaim(work, claimLookup(work.keys, sent))
  const usable =
    claim && !claim.spentAt && !claim.voidedAt && claim.expiresAt > work.now && claim.status !== 'deactivated'
  if (!usable) throw new Problem('claim-invalid')
  if (claim.tries >= maximumOpenings) throw new Problem('claim-locked')
  const { guardHash } = claim
  if (guardHash && guard === undefined) throw new Problem('claim-guarded')
  await countOpening(work, claim.id, claim.tries + 1 === maximumOpenings)
  work.notify('claim', claim.id)
  work.notify('user', claim.userId)
  if (guardHash && !isClaimGuard(work.keys, claim.id, guard ?? '', guardHash))
    throw new Problem('claim-guarded')
  return { claimId: claim.id, userId: claim.userId, purpose: claim.purpose }
}
