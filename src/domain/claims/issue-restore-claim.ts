import type { ClaimId, UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { claimTokenHash } from './claim-hash.ts'
import { insertClaim, lockHolder, voidClaims } from './claims.sql.ts'

const lifetimeSeconds = 600

/** Issues the claim that a restore has earned: ten minutes, and of use to that restore's identity alone. Earlier ones of the person end. */
export async function issueRestoreClaim(
  work: Work,
  { userId, restoreId, purpose }: { userId: UserId; restoreId: string; purpose: 'restore' | 'add' },
): Promise<{ claimId: ClaimId; token: string; expiresAt: Date }> {
  await lockHolder(work, userId)
  await voidClaims(work, userId)
  const token = randomToken(32)
  // A new id carries its brand from here on.
  const claimId = newId() as ClaimId
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
  await insertClaim(work, {
    id: claimId,
    userId,
    purpose,
    kind: 'screen',
    tokenHash: claimTokenHash(token),
    codeHash: null,
    emailKey: null,
    issuedBy: null,
    restoreId,
    expiresAt,
  })
  const issued = { userId, claimId, purpose, kind: 'screen', expiresAt: expiresAt.toISOString() } as const
  await record(work, 'claim.issued', issued)
  return { claimId, token, expiresAt }
}
