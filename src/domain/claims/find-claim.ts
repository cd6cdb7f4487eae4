import type { ClaimPurpose } from '#contract/claims.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/**
 * Whom a claim is for, and what became of it. `open`: neither spent nor void; an enrolment of it may yet be too late. `openedAt`: when a phone
 * showed it last.
 */
export async function findClaim(
  work: Work,
  { claimId }: { claimId: ClaimId },
): Promise<
  | {
      userId: UserId
      purpose: ClaimPurpose
      open: boolean
      spent: boolean
      locked: boolean
      openedAt: Date | null
      expiresAt: Date
    }
  | undefined
> {
  const row = await work.db
    .selectFrom('claims')
    .select(['userId', 'purpose', 'spentAt', 'voidedAt', 'lockedAt', 'openedAt', 'expiresAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', claimId)
    .executeTakeFirst()
  if (!row) return undefined
  const { userId, purpose, spentAt, voidedAt, lockedAt, openedAt, expiresAt } = row
  const open = spentAt === null && voidedAt === null
  return { userId, purpose, open, spent: spentAt !== null, locked: lockedAt !== null, openedAt, expiresAt }
}
