import { sql } from 'kysely'
import type { Claim, ClaimPurpose } from '#contract/claims.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** What a claim is for depends on what the person has. Their row is held: two claims issued at once void one another in order. */
export async function lockHolder(work: Work, userId: UserId) {
  return work.db
    .selectFrom('users')
    .select((eb) => [
      'id',
      'firstName',
      'name',
      'email',
      'emailKey',
      'personalEmail',
      'adminRole',
      'status',
      'did',
      eb
        .exists(
          eb
            .selectFrom('devices')
            .innerJoin('retiredDids', (join) =>
              join
                .onRef('retiredDids.tenantId', '=', 'devices.tenantId')
                .onRef('retiredDids.did', '=', 'devices.did'),
            )
            .select('devices.id')
            .where('devices.tenantId', '=', work.base.tenantId)
            .where('devices.userId', '=', userId),
        )
        .as('wasReset'),
    ])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

/** Ends those that could still be used, and tells which. */
export function voidClaims(work: Work, userId: UserId): Promise<{ id: ClaimId }[]> {
  return work.db
    .updateTable('claims')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning('id')
    .execute()
}

export async function insertClaim(
  work: Work,
  claim: {
    id: ClaimId
    userId: UserId
    purpose: ClaimPurpose
    kind: 'screen' | 'mail'
    tokenHash: Uint8Array
    codeHash: Uint8Array | null
    emailKey: string | null
    issuedBy: string | null
    restoreId?: string
    guardHash?: Uint8Array | null
    expiresAt: Date
  },
): Promise<void> {
  await work.db
    .insertInto('claims')
    .values({ ...claim, tenantId: work.base.tenantId, issuedAt: work.now })
    .executeTakeFirstOrThrow()
}

/** Finds the claim by what was sent, whatever its state, and holds its row. */
export async function lockClaim(work: Work, by: { tokenHash: Uint8Array } | { codeHash: Uint8Array }) {
  return work.db
    .selectFrom('claims')
    .innerJoin('users', (join) =>
      join.onRef('users.tenantId', '=', 'claims.tenantId').onRef('users.id', '=', 'claims.userId'),
    )
    .select([
      'claims.id',
      'claims.userId',
      'claims.purpose',
      'claims.tries',
      'claims.expiresAt',
      'claims.spentAt',
      'claims.voidedAt',
      'claims.restoreId',
      'claims.guardHash',
      'users.status',
    ])
    .where('claims.tenantId', '=', work.base.tenantId)
    .where((eb) =>
      'tokenHash' in by
        ? eb('claims.tokenHash', '=', Buffer.from(by.tokenHash))
        : eb('claims.codeHash', '=', Buffer.from(by.codeHash)),
    )
    .forUpdate('claims')
    .executeTakeFirst()
}

export async function countOpening(work: Work, id: ClaimId, locks: boolean): Promise<void> {
  await work.db
    .updateTable('claims')
    .set((eb) => ({
      tries: eb('tries', '+', 1),
      openedAt: eb.fn.coalesce('openedAt', eb.val(work.now)),
      ...(locks && { lockedAt: work.now }),
    }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** The one spending that counts; undefined for whoever comes second. */
export async function markSpent(
  work: Work,
  id: ClaimId,
  expiredBefore: Date,
): Promise<{ userId: UserId; emailMatches: boolean } | undefined> {
  const { rows } = await sql<{ userId: UserId; emailMatches: boolean }>`
    update claims c set spent_at = ${work.now}
    from users u
    where c.tenant_id = ${work.base.tenantId} and c.id = ${id}
      and c.spent_at is null and c.voided_at is null and c.expires_at > ${expiredBefore}
      and u.tenant_id = c.tenant_id and u.id = c.user_id and u.status <> 'deactivated'
    returning c.user_id, coalesce(c.email_key = u.email_key, false) as email_matches
  `.execute(work.db)
  return rows[0]
}

/** For which restore an administrator's claim was spent. */
export async function setRestore(work: Work, id: ClaimId, restoreId: string): Promise<void> {
  await work.db
    .updateTable('claims')
    .set({ restoreId })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}

/** Newest first, without those that a restore earned by itself, with the state that each is in at this instant. */
export async function latestClaims(work: Work, userId: UserId): Promise<Claim[]> {
  const rows = await work.db
    .selectFrom('claims')
    .select(['id', 'purpose', 'kind', 'issuedAt', 'expiresAt', 'openedAt', 'spentAt', 'voidedAt', 'lockedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where((eb) => eb.or([eb('restoreId', 'is', null), eb('issuedBy', 'is not', null)]))
    .orderBy('issuedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(10)
    .execute()
  return rows.map(({ openedAt, spentAt, voidedAt, lockedAt, ...claim }) => ({
    ...claim,
    state: stateOf({ openedAt, spentAt, voidedAt, lockedAt, expiresAt: claim.expiresAt }, work.now),
  }))
}

function stateOf(
  claim: {
    openedAt: Date | null
    spentAt: Date | null
    voidedAt: Date | null
    lockedAt: Date | null
    expiresAt: Date
  },
  now: Date,
): Claim['state'] {
  if (claim.spentAt) return 'spent'
  if (claim.voidedAt) return 'void'
  if (claim.expiresAt <= now) return 'expired'
  if (claim.lockedAt) return 'locked'
  return claim.openedAt ? 'opened' : 'issued'
}
