import { sql } from 'kysely'
import type { EventId, TenantId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { builtOnce } from '#platform/built-once.ts'
import { newId } from '#platform/id.ts'
import { later } from '#platform/later.ts'
import type { Work } from '../work.ts'

export interface NewEvent {
  readonly type: string
  readonly userId: UserId | null
  readonly data: { [key: string]: JsonValue }
  readonly personal: Uint8Array | null
  readonly subjectId: string | null
  readonly ipIndex: Uint8Array | null
}

/** Any number of events in one statement, whose text is always the same. Nobody waits for it. */
export async function insertEvents(work: Work, events: readonly NewEvent[]): Promise<void> {
  const { tenantId, kind: actorKind, id: actorId, origin } = work.actor
  // Not of `work.now`: ids of one unit ascend, so that its events keep their order.
  const ids = events.map(() => newId())
  await sql`
    insert into audit_events
      (tenant_id, id, at, type, user_id, actor_kind, actor_id, data, personal, subject_id, ip_index, request_id)
    select ${tenantId}, id, ${work.now}, type, user_id, ${actorKind}, ${actorId}, data, personal, subject_id, ip_index, ${origin.requestId}
    from unnest(
      ${ids}::uuid[],
      ${events.map(({ type }) => type)}::text[],
      ${events.map(({ userId }) => userId)}::uuid[],
      ${events.map(({ data }) => JSON.stringify(data))}::jsonb[],
      ${events.map(({ personal }) => personal)}::bytea[],
      ${events.map(({ subjectId }) => subjectId)}::uuid[],
      ${events.map(({ ipIndex }) => ipIndex)}::bytea[]
    ) as event (id, type, user_id, data, personal, subject_id, ip_index) ${later}`.execute(work.db)
}

/** The sealed key of a subject; made by the caller where there is none. */
export async function findSubjectKey(work: Work, subjectId: string): Promise<Buffer | undefined> {
  const [row] = await subjectKeyOf(work.db, { tenantId: work.base.tenantId, subjectId })
  return row?.keySealed
}

const subjectKeyOf = builtOnce((db: Work['db'], of: { tenantId: TenantId; subjectId: string }) =>
  db
    .selectFrom('subjectKeys')
    .select('keySealed')
    .where('tenantId', '=', of.tenantId)
    .where('subjectId', '=', of.subjectId),
)

/** Keeps the first of two keys that are made at once: the other caller reads this one. */
export async function insertSubjectKey(
  work: Work,
  subjectId: string,
  keySealed: Uint8Array,
): Promise<Buffer> {
  const inserted = await work.db
    .insertInto('subjectKeys')
    .values({ tenantId: work.base.tenantId, subjectId, keySealed })
    .onConflict((conflict) => conflict.columns(['tenantId', 'subjectId']).doNothing())
    .returning('keySealed')
    .executeTakeFirst()
  const kept = inserted?.keySealed ?? (await findSubjectKey(work, subjectId))
  if (!kept) throw new Error('a subject key was not written')
  return kept
}

/** The sealed keys of several subjects in one statement. Of one who was erased there is none. */
export async function findSubjectKeys(
  work: Work,
  subjectIds: readonly string[],
): Promise<Map<string, Buffer>> {
  if (subjectIds.length === 0) return new Map()
  const rows = await work.db
    .selectFrom('subjectKeys')
    .select(['subjectId', 'keySealed'])
    .where('tenantId', '=', work.base.tenantId)
    .where('subjectId', 'in', subjectIds)
    .execute()
  return new Map(rows.map((row) => [row.subjectId, row.keySealed]))
}

export interface EventRow {
  readonly id: EventId
  readonly type: string
  readonly at: Date
  readonly actorKind: 'user' | 'device' | 'system' | 'nobody'
  readonly actorId: string | null
  readonly actorName: string | null
  readonly userId: UserId | null
  readonly data: { [key: string]: JsonValue }
  readonly personal: Buffer | null
  readonly subjectId: string | null
  readonly requestId: string | null
}

/**
 * The latest events about any of these records, newest first, each with the name of whoever acted (of a record that was merged: the
 * survivor's). The latest of each are read by the index first: of several at once it gives no order.
 */
export async function latestEvents(
  work: Work,
  userIds: readonly UserId[],
  { limit, before }: { limit: number; before: { at: Date; id: EventId } | null },
): Promise<EventRow[]> {
  const { tenantId } = work.base
  const beyond = before
    ? sql`and (e.at, e.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
    : sql.raw('')
  const { rows } = await sql<EventRow>`
    select e.id, e.type, e.at, e.actor_kind, e.actor_id, coalesce(u.name, d.name, s.name) as actor_name, e.user_id, e.data,
      e.personal, e.subject_id, e.request_id
    from (
      select e.* from unnest(${[...userIds]}::uuid[]) record (id) cross join lateral (
        select e.* from audit_events e
        where e.tenant_id = ${tenantId} and e.user_id = record.id ${beyond}
        order by e.at desc, e.id desc limit ${limit}
      ) e
      order by e.at desc, e.id desc limit ${limit}
    ) e
    left join users u on u.tenant_id = ${tenantId} and u.id = e.actor_id
    left join devices d on d.tenant_id = ${tenantId} and d.id = e.actor_id
    left join user_tombstones t on t.tenant_id = ${tenantId} and t.user_id = e.actor_id
    left join users s on s.tenant_id = ${tenantId} and s.id = t.survivor_id
    order by e.at desc, e.id desc`.execute(work.db)
  return rows
}

/** How many events there are about these records; one more than `most` when there are more. */
export async function countEvents(work: Work, userIds: readonly UserId[], most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from audit_events e
      where e.tenant_id = ${work.base.tenantId} and e.user_id = any(${[...userIds]}::uuid[]) limit ${most + 1}
    ) counted`.execute(work.db)
  return rows[0]?.count ?? 0
}
