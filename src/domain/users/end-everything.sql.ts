import { sql } from 'kysely'
import type { ClaimId, UserId } from '#contract/ids.ts'
import { later } from '#platform/later.ts'
import type { Work } from '../work.ts'

/** More than anybody has; the rest ends just the same and is only not named. */
const named = 200

/** Sessions that are neither ended nor over by their time, latest activity first. */
export function liveSessions(work: Work, userId: UserId) {
  return work.db
    .selectFrom('sessions')
    .select(['id', 'userAgent', 'place'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .orderBy('lastActiveAt', 'desc')
    .limit(named)
    .execute()
}

/** When the last access token of each application ends by itself. */
export function liveTokens(work: Work, userId: UserId) {
  return work.db
    .selectFrom('oidcItems as i')
    .innerJoin('applications as a', (join) =>
      join.onRef('a.tenantId', '=', 'i.tenantId').onRef('a.clientId', '=', 'i.clientId'),
    )
    .select(['a.id', 'a.name', sql<Date>`max(i.expires_at)`.as('endsAt')])
    .where('i.tenantId', '=', work.base.tenantId)
    .where('i.userId', '=', userId)
    .where('i.model', '=', 'AccessToken')
    .where('i.expiresAt', '>', work.now)
    .groupBy(['a.id', 'a.name'])
    .orderBy('a.name')
    .limit(named)
    .execute()
}

export function openRequests(work: Work, userId: UserId) {
  return work.db
    .selectFrom('approvalRequests')
    .select(['id', 'applicationName'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('state', 'in', ['pending', 'approved'])
    .orderBy('issuedAt')
    .limit(named)
    .execute()
}

/** Ends the setup codes that could still be used, and tells which. */
export async function voidOpenClaims(
  work: Work,
  userId: UserId,
): Promise<{ id: ClaimId; kind: 'screen' | 'mail' }[]> {
  const voided = await work.db
    .updateTable('claims')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning(['id', 'kind', 'expiresAt'])
    .execute()
  return voided.filter(({ expiresAt }) => expiresAt > work.now)
}

/** Ends the mailed links to set a password that could still be used, and tells which. */
export async function voidOpenLinks(work: Work, userId: UserId): Promise<{ id: string }[]> {
  const voided = await work.db
    .updateTable('passwordLinks')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning(['id', 'expiresAt'])
    .execute()
  return voided.filter(({ expiresAt }) => expiresAt > work.now)
}

/** Addresses that wait to be confirmed wait no more. */
export async function voidOpenChanges(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('emailChanges')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .modifyEnd(later)
    .execute()
}

/** Pushes to the person's phones that have not gone out. */
export function waitingPushes(work: Work, userId: UserId) {
  return work.db
    .selectFrom('outbox as o')
    .innerJoin('devices as d', (join) =>
      join.onRef('d.tenantId', '=', 'o.tenantId').onRef('d.id', '=', 'o.deviceId'),
    )
    .select(['o.id', 'o.payloadSealed', 'd.name'])
    .where('o.tenantId', '=', work.base.tenantId)
    .where('d.userId', '=', userId)
    .where('o.deliveredAt', 'is', null)
    .where('o.deadAt', 'is', null)
    .limit(named)
    .execute()
}

export async function dropMessages(work: Work, ids: readonly string[], why: string): Promise<void> {
  if (ids.length === 0) return
  await work.db
    .updateTable('outbox')
    .set({ deadAt: work.now, payloadSealed: null, lastError: why })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', 'in', ids)
    .where('deliveredAt', 'is', null)
    .where('deadAt', 'is', null)
    .modifyEnd(later)
    .execute()
}

/** Setup codes that went out by mail. */
export async function voidClaimsOf(
  work: Work,
  userId: UserId,
  kind: 'screen' | 'mail',
): Promise<{ id: ClaimId }[]> {
  return work.db
    .updateTable('claims')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning('id')
    .execute()
}
