import type { ClaimPurpose } from '#contract/claims.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Whom a claim is for, and whether it can still be used. */
export async function findClaim(
  work: Work,
  { claimId }: { claimId: ClaimId },
): Promise<{ userId: UserId; purpose: ClaimPurpose; open: boolean; spent: boolean } | undefined> {
  const row = await work.db
    .selectFrom('claims')
    .select(['userId', 'purpose', 'expiresAt', 'spentAt', 'voidedAt', 'lockedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', claimId)
    .executeTakeFirst()
  if (!row) return undefined
  const { userId, purpose, expiresAt, spentAt, voidedAt, lockedAt } = row
  const open = spentAt === null && voidedAt === null && lockedAt === null && expiresAt > work.now
  return { userId, purpose, open, spent: spentAt !== null }
}
