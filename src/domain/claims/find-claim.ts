import type { ClaimPurpose } from '#contract/claims.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Whom a claim is for, and what became of it. `open`: neither spent nor void; an enrolment of it may yet be too late. */
export async function findClaim(
  work: Work,
  { claimId }: { claimId: ClaimId },
): Promise<{ userId: UserId; purpose: ClaimPurpose; open: boolean; spent: boolean } | undefined> {
  const row = await work.db
    .selectFrom('claims')
    .select(['userId', 'purpose', 'spentAt', 'voidedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', claimId)
    .executeTakeFirst()
  if (!row) return undefined
  const { userId, purpose, spentAt, voidedAt } = row
  return { userId, purpose, open: spentAt === null && voidedAt === null, spent: spentAt !== null }
}
