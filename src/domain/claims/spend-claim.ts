import type { ClaimId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function spendClaim(
  _work: Work,
  _input: { claimId: ClaimId },
): Promise<{ verifiesEmail: boolean }> {
  throw new Error('spendClaim')
}
