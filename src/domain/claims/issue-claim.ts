import type { Claim, ClaimPurpose } from '#contract/claims.ts'
import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export interface ClaimSecret {
  /** 32 random bytes, base64url: inside the link. */
  readonly token: string
  /** Ten Crockford characters. */
  readonly code: string
  readonly link: string
}

export async function issueClaim(
  _work: Work,
  _input: { userId: UserId; purpose?: ClaimPurpose; kind: 'screen' | 'mail' },
): Promise<{ claim: Claim; secret: ClaimSecret | null }> {
  throw new Error('issueClaim')
}
