import { sql, type Transaction } from 'kysely'
import type { DeviceId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { later } from '#platform/later.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'
import type { NewSession } from './start-session.ts'

export async function insertSession(
  work: Work,
  session: NewSession & { tokenHash: Uint8Array; expiresAt: Date; idleSeconds: number },
): Promise<SessionId> {
  const { userId, applicationId, deviceId, amr, acr, place, tokenHash, expiresAt, idleSeconds } = session
  const { providerId = null, kept = false, proved = true } = session
  // A new id carries its brand from here on.
  const id = newId() as SessionId
  await work.db
    .insertInto('sessions')
    .values({
      tenantId: work.base.tenantId,
      id,
      userId,
      tokenHash,
      applicationId,
      deviceId,
      issuer: work.base.baseUrl,
      ip: work.actor.origin.ip,
      userAgent: work.actor.origin.userAgent,
      place,
      amr: [...amr],
      acr,
      startedAt: work.now,
      lastActiveAt: work.now,
      provedAt: proved ? work.now : new Date(0),
      providerId,
      kept,
      expiresAt,
      idleSeconds,
      endedAt: null,
      endedWhy: null,
    })
    .modifyEnd(later)
    .execute()
  return id
}

type Which =
  | { userId: UserId; except?: SessionId | undefined }
  | { userId: UserId; sessionId: SessionId }
  | { userId: UserId; acrsBut: readonly string[] }
  | { userId: UserId; acrs: readonly string[] }
  | { deviceId: DeviceId }

/** Ends the sessions that are still open, and tells which; whoever ends one a second time gets none. */
export function markEnded(
  work: Work,
  which: Which,
  why: string,
): Promise<{ id: SessionId; userId: UserId }[]> {
  let ending = work.db
    .updateTable('sessions')
    .set({ endedAt: work.now, endedWhy: why })
    .where('tenantId', '=', work.base.tenantId)
    .where('endedAt', 'is', null)
  if ('deviceId' in which) ending = ending.where('deviceId', '=', which.deviceId)
  else ending = ending.where('userId', '=', which.userId)
  if ('sessionId' in which) ending = ending.where('id', '=', which.sessionId)
  if ('acrsBut' in which) ending = ending.where('acr', 'not in', which.acrsBut)
  if ('acrs' in which) ending = ending.where('acr', 'in', which.acrs)
  if ('except' in which && which.except) ending = ending.where('id', '!=', which.except)
  return ending.returning(['id', 'userId']).execute()
}

export async function isEnded(work: Work, id: SessionId): Promise<boolean> {
  const row = await work.db
    .selectFrom('sessions')
    .select('endedAt')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  // One that is not there went with its person, who is asked for apart.
  return row !== undefined && row.endedAt !== null
}

/** What was given out under these sessions goes with them: grants, codes, access and refresh tokens. Nobody waits for it. */
export async function deleteItemsOf(
  work: Work,
  sessionIds: readonly SessionId[],
  userId?: UserId,
): Promise<void> {
  if (sessionIds.length === 0 && !userId) return
  await work.db
    .deleteFrom('oidcItems')
    .where('tenantId', '=', work.base.tenantId)
    .where((eb) =>
      eb.or([
        eb('sessionId', '=', sql<SessionId>`any(${[...sessionIds]}::uuid[])`),
        ...(userId ? [eb('userId', '=', userId)] : []),
      ]),
    )
    .modifyEnd(later)
    .execute()
}

const sessionColumns = [
  'id',
  'issuer',
  'ip',
  'userAgent',
  'place',
  'amr',
  'startedAt',
  'lastActiveAt',
  'expiresAt',
  'idleSeconds',
  'endedAt',
  'endedWhy',
  'kept',
  'providerId',
] as const

/** Latest activity first, each with its applications: read for these rows only. */
export function latestSessions(work: Work, userId: UserId) {
  return work.db
    .selectFrom(
      work.db
        .selectFrom('sessions')
        .select(['tenantId', 'applicationId', ...sessionColumns])
        .where('tenantId', '=', work.base.tenantId)
        .where('userId', '=', userId)
        .orderBy('lastActiveAt', 'desc')
        .limit(50)
        .as('s'),
    )
    .leftJoin('applications as client', (join) =>
      join.onRef('client.tenantId', '=', 's.tenantId').onRef('client.id', '=', 's.applicationId'),
    )
    .leftJoin('providers', (join) =>
      join.onRef('providers.tenantId', '=', 's.tenantId').onRef('providers.id', '=', 's.providerId'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('oidcItems as i')
          .leftJoin('applications as a', (join) =>
            join.onRef('a.tenantId', '=', 'i.tenantId').onRef('a.clientId', '=', 'i.clientId'),
          )
          .select([
            sql<Date | null>`max(i.expires_at) filter (where i.model = 'AccessToken')`.as('tokensEndAt'),
            sql<string[] | null>`array_agg(distinct a.name) filter (where a.name is not null)`.as(
              'applications',
            ),
          ])
          .where('i.tenantId', '=', work.base.tenantId)
          .whereRef('i.sessionId', '=', 's.id')
          .where('i.expiresAt', '>', work.now)
          .as('given'),
      (join) => join.onTrue(),
    )
    .select([
      's.id',
      's.issuer',
      's.ip',
      's.userAgent',
      's.place',
      's.amr',
      's.startedAt',
      's.lastActiveAt',
      's.expiresAt',
      's.idleSeconds',
      's.endedAt',
      's.endedWhy',
      's.kept',
      'providers.name as provider',
      'client.name as client',
      'given.tokensEndAt',
      'given.applications',
    ])
    .orderBy('s.lastActiveAt', 'desc')
    .orderBy('s.id', 'desc')
    .execute()
}

export async function setActive(
  db: Transaction<Tables>,
  tenantId: TenantId,
  id: SessionId,
  lastActiveAt: Date,
  ifBefore: Date,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ lastActiveAt })
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('lastActiveAt', '<=', ifBefore)
    .execute()
}

export async function acrOf(work: Work, id: SessionId): Promise<string | undefined> {
  const row = await work.db
    .selectFrom('sessions')
    .select('acr')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.acr
}

export async function setProved(work: Work, id: SessionId): Promise<boolean> {
  const { numUpdatedRows } = await work.db
    .updateTable('sessions')
    .set({ provedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
