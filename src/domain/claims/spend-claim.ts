import type { ClaimId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { markSpent } from './claims.sql.ts'

/** An enrolment that was opened in the claim's last minute still has its own ten. */
const graceMs = 600 * 1000

/**
 * Uses a claim, once: of two at the same time the second is refused. `claim.used` is recorded by the caller, who knows the device.
 *
 * @returns `verifiesEmail` when it was mailed to the address that the person has now
 * @throws {Problem} `claim-invalid`
 */
export async function spendClaim(
  work: Work,
  { claimId }: { claimId: ClaimId },
): Promise<{ userId: UserId; verifiesEmail: boolean }> {
  const spent = await markSpent(work, claimId, new Date(work.now.getTime() - graceMs))
  if (!spent) throw new Problem('claim-invalid')
  work.notify('claim', claimId)
  return { userId: spent.userId, verifiesEmail: spent.emailMatches }
}
