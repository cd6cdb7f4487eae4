import type { ClaimPurpose } from '#contract/claims.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function openClaim(
  _work: Work,
  _input: { claim: string },
): Promise<{ claimId: ClaimId; userId: UserId; purpose: ClaimPurpose }> {
  throw new Error('openClaim')
}
