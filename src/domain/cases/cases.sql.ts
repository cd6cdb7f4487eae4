import { type Selectable, sql } from 'kysely'
import type { CaseId, DeviceId, RequestId, UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export type CaseKind = Tables['cases']['kind']
export type CaseState = Tables['cases']['state']
export type StoredCase = Selectable<Tables['cases']>

const cases = (work: Work) => work.db.selectFrom('cases').where('cases.tenantId', '=', work.base.tenantId)

export function openCaseOf(
  work: Work,
  { userId, kind }: { userId: UserId; kind: CaseKind },
): Promise<StoredCase | undefined> {
  return cases(work)
    .selectAll()
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirst()
}

/** Opens one, or counts it on the one that is open: two at the same moment are one. */
export async function addReport(
  work: Work,
  about: { kind: CaseKind; userId: UserId; requestId: RequestId | null; deviceId: DeviceId | null },
): Promise<{ id: CaseId; reports: number }> {
  return work.db
    .insertInto('cases')
    .values({
      ...about,
      tenantId: work.base.tenantId,
      id: newId() as CaseId,
      state: 'open',
      openedAt: work.now,
      lastReportAt: work.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'userId', 'kind'])
        .where('state', '=', 'open')
        .doUpdateSet({ reports: sql`cases.reports + 1`, lastReportAt: work.now }),
    )
    .returning(['id', 'reports'])
    .executeTakeFirstOrThrow()
}

/** Whose case it is; nothing is held. */
export function personOfCase(work: Work, id: CaseId): Promise<{ userId: UserId } | undefined> {
  return cases(work).select('userId').where('id', '=', id).executeTakeFirst()
}

/** Closes it, once: false where it was closed before. */
export async function markClosed(
  work: Work,
  { id, note, closedBy }: { id: CaseId; note: string; closedBy: UserId | null },
): Promise<boolean> {
  const closed = await work.db
    .updateTable('cases')
    .set({ state: 'closed', closedAt: work.now, closedBy, note })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return closed !== undefined
}

/** How many are open, at most `most`. */
export async function countOpen(work: Work, most: number): Promise<number> {
  const { count } = await work.db
    .selectFrom(cases(work).select('id').where('state', '=', 'open').limit(most).as('those'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** With what is told of the person, the request and the phone. */
function described(work: Work) {
  return cases(work)
    .innerJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 'cases.tenantId').onRef('u.id', '=', 'cases.userId'),
    )
    .leftJoin('users as closer', (join) =>
      join.onRef('closer.tenantId', '=', 'cases.tenantId').onRef('closer.id', '=', 'cases.closedBy'),
    )
    .leftJoin('approvalRequests as r', (join) =>
      join.onRef('r.tenantId', '=', 'cases.tenantId').onRef('r.id', '=', 'cases.requestId'),
    )
    .leftJoin('signIns as s', (join) =>
      join.onRef('s.tenantId', '=', 'r.tenantId').onRef('s.id', '=', 'r.signInId'),
    )
    .leftJoin('devices as d', (join) =>
      join.onRef('d.tenantId', '=', 'cases.tenantId').onRef('d.id', '=', 'cases.deviceId'),
    )
    .select(['cases.id', 'cases.kind', 'cases.state', 'cases.userId', 'cases.openedAt', 'cases.closedAt'])
    .select(['cases.note', 'cases.reports', 'cases.lastReportAt', 'closer.name as closedByName'])
    .select(['u.name', 'u.email', 'u.adminRole', 'u.pushesPausedUntil'])
    .select(['r.id as requestId', 'r.applicationName', 'r.userAgent', 'r.ip', 'r.city', 'r.country'])
    .select(['r.issuedAt', 'r.knownBrowser', 's.reference', 'd.id as deviceId', 'd.name as deviceName'])
}

export type DescribedCase = Awaited<ReturnType<typeof describedById>> & object

export function describedById(work: Work, id: CaseId) {
  return described(work).where('cases.id', '=', id).executeTakeFirst()
}

/** Of one state, the newest first. */
export function describedOf(
  work: Work,
  {
    state,
    userId,
    caseId,
    after,
    limit,
  }: {
    state: CaseState
    userId: UserId | undefined
    caseId: CaseId | undefined
    after: { openedAt: Date; id: CaseId } | null
    limit: number
  },
) {
  let query = described(work).where('cases.state', '=', state)
  if (userId) query = query.where('cases.userId', '=', userId)
  if (caseId) query = query.where('cases.id', '=', caseId)
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple('cases.openedAt', 'cases.id'), '<', eb.tuple(after.openedAt, after.id)),
    )
  }
  return query.orderBy('cases.openedAt', 'desc').orderBy('cases.id', 'desc').limit(limit).execute()
}
