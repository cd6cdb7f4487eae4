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
      /** Of a restore that earned it, or that it was spent for. */
      restoreId: string | null
      /** Shown by the server itself, at set-up or by its command line: whoever runs it saw to whom. */
      byServer: boolean
    }
  | undefined
> {
  const row = await work.db
    .selectFrom('claims')
    .select([
      'userId',
      'purpose',
      'kind',
      'issuedBy',
      'spentAt',
      'voidedAt',
      'lockedAt',
      'openedAt',
      'expiresAt',
      'restoreId',
    ])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', claimId)
    .executeTakeFirst()
  if (!row) return undefined
  const { userId, purpose, spentAt, voidedAt, lockedAt, openedAt, expiresAt, restoreId } = row
  const open = spentAt === null && voidedAt === null
  const byServer = row.issuedBy === null && row.kind === 'screen' && restoreId === null
  const of = { userId, purpose, openedAt, expiresAt, restoreId, byServer }
  return { ...of, open, spent: spentAt !== null, locked: lockedAt !== null }
}
