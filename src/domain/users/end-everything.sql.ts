import { sql } from 'kysely'
import type { ClaimId, TenantId, UserId } from '#contract/ids.ts'
import { builtOnce } from '#platform/built-once.ts'
import { later } from '#platform/later.ts'
import type { Work } from '../work.ts'

/** More than anybody has; the rest ends just the same and is only not named. */
const named = 200

interface OfUser {
  readonly tenantId: TenantId
  readonly userId: UserId
  readonly now: Date
}

const ofUser = (work: Work, userId: UserId): OfUser => ({
  tenantId: work.base.tenantId,
  userId,
  now: work.now,
})

/** Sessions that are neither ended nor over by their time, latest activity first. */
export const liveSessions = (work: Work, userId: UserId) => sessionsOf(work.db, ofUser(work, userId))

const sessionsOf = builtOnce((db: Work['db'], { tenantId, userId, now }: OfUser) =>
  db
    .selectFrom('sessions')
    .select(['id', 'userAgent', 'place'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('lastActiveAt', 'desc')
    .limit(named),
)

/** When the last access token of each application ends by itself. */
export const liveTokens = (work: Work, userId: UserId) => tokensOf(work.db, ofUser(work, userId))

const tokensOf = builtOnce((db: Work['db'], { tenantId, userId, now }: OfUser) =>
  db
    .selectFrom('oidcItems as i')
    .innerJoin('applications as a', (join) =>
      join.onRef('a.tenantId', '=', 'i.tenantId').onRef('a.clientId', '=', 'i.clientId'),
    )
    .select(['a.id', 'a.name', sql<Date>`max(i.expires_at)`.as('endsAt')])
    .where('i.tenantId', '=', tenantId)
    .where('i.userId', '=', userId)
    .where('i.model', '=', 'AccessToken')
    .where('i.expiresAt', '>', now)
    .groupBy(['a.id', 'a.name'])
    .orderBy('a.name')
    .limit(named),
)

export const openRequests = (work: Work, userId: UserId) => requestsOf(work.db, ofUser(work, userId))

const requestsOf = builtOnce((db: Work['db'], { tenantId, userId }: OfUser) =>
  db
    .selectFrom('approvalRequests')
    .select(['id', 'applicationName'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('state', 'in', ['pending', 'approved'])
    .orderBy('issuedAt')
    .limit(named),
)

/** Ends the setup codes that could still be used, and tells which. */
export async function voidOpenClaims(
  work: Work,
  userId: UserId,
): Promise<{ id: ClaimId; kind: 'screen' | 'mail' }[]> {
  const voided = await voidClaims(work.db, ofUser(work, userId))
  return voided.filter(({ expiresAt }) => expiresAt > work.now)
}

const voidClaims = builtOnce((db: Work['db'], { tenantId, userId, now }: OfUser) =>
  db
    .updateTable('claims')
    .set({ voidedAt: now })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning(['id', 'kind', 'expiresAt']),
)

/** Ends the mailed links to set a password that could still be used, and tells which. */
export async function voidOpenLinks(work: Work, userId: UserId): Promise<{ id: string }[]> {
  const voided = await voidLinks(work.db, ofUser(work, userId))
  return voided.filter(({ expiresAt }) => expiresAt > work.now)
}

const voidLinks = builtOnce((db: Work['db'], { tenantId, userId, now }: OfUser) =>
  db
    .updateTable('passwordLinks')
    .set({ voidedAt: now })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning(['id', 'expiresAt']),
)

/** Addresses that wait to be confirmed wait no more. */
export async function voidOpenChanges(work: Work, userId: UserId): Promise<void> {
  await voidChanges(work.db, ofUser(work, userId))
}

const voidChanges = builtOnce((db: Work['db'], { tenantId, userId, now }: OfUser) =>
  db
    .updateTable('emailChanges')
    .set({ voidedAt: now })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .modifyEnd(later),
)

/** Pushes to the person's phones that have not gone out. */
export const waitingPushes = (work: Work, userId: UserId) => pushesOf(work.db, ofUser(work, userId))

const pushesOf = builtOnce((db: Work['db'], { tenantId, userId }: OfUser) =>
  db
    .selectFrom('outbox as o')
    .innerJoin('devices as d', (join) =>
      join.onRef('d.tenantId', '=', 'o.tenantId').onRef('d.id', '=', 'o.deviceId'),
    )
    .select(['o.id', 'o.payloadSealed', 'd.name'])
    .where('o.tenantId', '=', tenantId)
    .where('d.userId', '=', userId)
    .where('o.deliveredAt', 'is', null)
    .where('o.deadAt', 'is', null)
    .limit(named),
)

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
