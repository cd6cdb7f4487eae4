import type { EventId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { newId } from '#platform/id.ts'
import type { Work } from '../work.ts'

export interface NewEvent {
  readonly type: string
  readonly userId: UserId | null
  readonly data: { [key: string]: JsonValue }
  readonly personal: Uint8Array | null
  readonly subjectId: string | null
  readonly ipIndex: Uint8Array | null
}

export async function insertEvents(work: Work, events: readonly NewEvent[]): Promise<void> {
  const { tenantId, kind: actorKind, id: actorId, origin } = work.actor
  const inserted = await work.db
    .insertInto('auditEvents')
    .values(
      events.map((event) => ({
        ...event,
        tenantId,
        // Not of `work.now`: ids of one unit ascend, so that its events keep their order. It carries its brand from here on.
        id: newId() as EventId,
        at: work.now,
        actorKind,
        actorId,
        data: JSON.stringify(event.data),
        requestId: origin.requestId,
      })),
    )
    .executeTakeFirstOrThrow()
  if (Number(inserted.numInsertedOrUpdatedRows) !== events.length)
    throw new Error('audit events were not written')
}

/** The sealed key of a subject; made by the caller where there is none. */
export async function findSubjectKey(work: Work, subjectId: string): Promise<Buffer | undefined> {
  const row = await work.db
    .selectFrom('subjectKeys')
    .select('keySealed')
    .where('tenantId', '=', work.base.tenantId)
    .where('subjectId', '=', subjectId)
    .executeTakeFirst()
  return row?.keySealed
}

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

/** The last fifty events of a person, newest first, each with the name of whoever acted. */
export function latestEvents(work: Work, userId: UserId) {
  return work.db
    .selectFrom('auditEvents as e')
    .leftJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 'e.tenantId').onRef('u.id', '=', 'e.actorId'),
    )
    .leftJoin('devices as d', (join) =>
      join.onRef('d.tenantId', '=', 'e.tenantId').onRef('d.id', '=', 'e.actorId'),
    )
    .select((eb) => [
      'e.id',
      'e.type',
      'e.at',
      'e.actorKind',
      'e.actorId',
      eb.fn.coalesce('u.name', 'd.name').as('actorName'),
      'e.userId',
      'e.data',
      'e.personal',
      'e.subjectId',
      'e.requestId',
    ])
    .where('e.tenantId', '=', work.base.tenantId)
    .where('e.userId', '=', userId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(50)
    .execute()
}
