import type { Claim } from '#contract/claims.ts'
import type { UserId } from '#contract/ids.ts'
import type { ClaimSecret } from '../claims/issue-claim.ts'
import type { Ground, Tenancy } from '../work.ts'

/**
 * Sets the installation up: its address, the first organisation, and its owner, invited, with a claim for their phone.
 * The caller has checked the set-up code.
 */
export async function setUp(
  _ground: Ground,
  _input: {
    organisation: string
    address: string
    appUrl?: string
    owner: { firstName: string; lastName: string; email: string }
    origin: import('../work.ts').Origin
  },
): Promise<{ tenancy: Tenancy; userId: UserId; claim: Claim; secret: ClaimSecret }> {
  throw new Error('setUp')
}
