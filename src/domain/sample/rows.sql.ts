import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { events as schemas } from '#contract/events.ts'
import type { JsonValue } from '#contract/json.ts'
import { newId } from '#platform/id.ts'
import { sealWith } from '#platform/keyring.ts'
import type { Tables } from '../tables.ts'
import { indexPeople } from '../users/search/index-people.ts'
import type { Work } from '../work.ts'
import type { PastEvent, Rows } from './rows.ts'

/** Rows of one statement: each has some ten values, and a statement takes 65,535. */
const atOnce = 1000

/**
 * Inserts people with all that is theirs: bulk statements in place of the functions that make one thing at a time, since a thousand
 * people and a month of events have to be there in seconds. Everything is as those functions would have left it.
 */
export async function insertRows(work: Work, rows: Rows): Promise<void> {
  const { identities, events, ...own } = rows
  if (identities.length > 0) await work.db.insertInto('identities').values(identities).execute()
  await insertInto(work, 'users', own.users)
  await insertInto(work, 'claims', own.claims)
  await insertInto(work, 'devices', own.devices)
  await insertInto(work, 'accounts', own.accounts)
  await insertInto(work, 'passwords', own.passwords)
  await insertInto(work, 'providerLinks', own.providerLinks)
  await noteLastSuccess(work, own.providerLinks)
  await insertInto(work, 'knownBrowsers', own.knownBrowsers)
  await insertInto(work, 'sessions', own.sessions)
  await insertInto(work, 'signIns', own.signIns)
  await insertInto(work, 'approvalRequests', own.approvalRequests)
  // After all that changes what they are filtered by.
  await indexPeople(
    work,
    own.users.map(({ id, firstName, lastName, email, mobile = null }) => ({
      id,
      firstName,
      lastName,
      email,
      mobile,
    })),
  )
  await insertEvents(work, events)
}

/** A provider was last right when the last of its links was used. */
async function noteLastSuccess(work: Work, links: Rows['providerLinks']): Promise<void> {
  const used = links.filter(({ lastUsedAt }) => lastUsedAt)
  for (const providerId of new Set(used.map((link) => link.providerId))) {
    const times = used
      .filter((link) => link.providerId === providerId)
      .map(({ lastUsedAt }) => Number(lastUsedAt))
    const last = new Date(Math.max(...times))
    await work.db
      .updateTable('providers')
      .set({ lastSuccessAt: last })
      .where('tenantId', '=', work.base.tenantId)
      .where('id', '=', providerId)
      .where((eb) => eb.or([eb('lastSuccessAt', 'is', null), eb('lastSuccessAt', '<', last)]))
      .execute()
  }
}

type Bulk = Exclude<keyof Rows, 'identities' | 'events'>

async function insertInto<T extends Bulk>(work: Work, table: T, rows: Rows[T]): Promise<void> {
  const { tenantId } = work.base
  for (let from = 0; from < rows.length; from += atOnce) {
    const values = rows.slice(from, from + atOnce).map((row) => ({ ...row, tenantId }))
    // Kysely cannot see that rows of a table are rows of that table once the table is generic.
    await work.db
      .insertInto(table as keyof Tables)
      .values(values as never)
      .execute()
  }
}

/** Events at past instants, by the schemas of today, each sealed with its person's key: `record` writes only what happens now. */
export async function insertEvents(work: Work, past: readonly PastEvent[]): Promise<void> {
  const { tenantId } = work.base
  const keys = await makeSubjectKeys(work, past)
  const rows = past.map(({ at, type, data, personal, actor, from }) => {
    const parsed = z.parse(schemas[type] as z.ZodMiniType, data) as { [key: string]: JsonValue }
    const subjectId = subjectOf({ data, actor })
    const told = { ...personal, ...from }
    const key = subjectId === null ? undefined : keys.get(subjectId)
    const isSealed = key !== undefined && Object.keys(told).length > 0
    return {
      id: newId(at),
      at,
      type,
      user_id: parsed['userId'] ?? null,
      actor_kind: actor.kind,
      actor_id: actor.id,
      data: parsed,
      personal: isSealed ? sealWith(key, `audit:${subjectId}`, JSON.stringify(told)).toString('hex') : null,
      subject_id: isSealed ? subjectId : null,
      ip_index: from && work.keys.mac('audit-ip', `${tenantId}:${from.ip}`).toString('hex'),
    }
  })
  // As one value: a statement of that many parameters takes several times as long.
  await sql`
    insert into audit_events (tenant_id, id, at, type, user_id, actor_kind, actor_id, data, personal, subject_id, ip_index, request_id)
    select ${tenantId}, n.id, n.at, n.type, n.user_id, n.actor_kind, n.actor_id, n.data, decode(n.personal, 'hex'), n.subject_id,
      decode(n.ip_index, 'hex'), 'sample-data'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, at timestamptz, type text, user_id uuid, actor_kind text,
      actor_id uuid, data jsonb, personal text, subject_id uuid, ip_index text)`.execute(work.db)
}

/** As when they are recorded: the person it is about, or whoever acted. */
function subjectOf({ data, actor }: Pick<PastEvent, 'data' | 'actor'>): string | null {
  const about = 'userId' in data ? data.userId : null
  return about ?? (actor.kind === 'user' ? actor.id : null)
}

/** New keys for those who have none yet. */
async function makeSubjectKeys(work: Work, past: readonly PastEvent[]): Promise<Map<string, Buffer>> {
  const { tenantId } = work.base
  const subjects = [...new Set(past.map(subjectOf))].filter((id) => id !== null)
  if (subjects.length === 0) return new Map()
  const fresh = subjects.map((subjectId) => {
    const context = `${tenantId}:${subjectId}`
    return { tenantId, subjectId, keySealed: work.keys.seal('subject-key', context, randomBytes(32)) }
  })
  await work.db
    .insertInto('subjectKeys')
    .values(fresh)
    .onConflict((conflict) => conflict.columns(['tenantId', 'subjectId']).doNothing())
    .execute()
  const kept = await work.db
    .selectFrom('subjectKeys')
    .select(['subjectId', 'keySealed'])
    .where('tenantId', '=', tenantId)
    .where('subjectId', 'in', subjects)
    .execute()
  return new Map(
    kept.map(({ subjectId, keySealed }) => [
      subjectId,
      work.keys.unseal('subject-key', `${tenantId}:${subjectId}`, keySealed),
    ]),
  )
}

/** Which of these addresses belong to somebody who is there already. */
export async function takenAddresses(work: Work, emailKeys: readonly string[]): Promise<Set<string>> {
  const rows = await work.db
    .selectFrom('users')
    .select('emailKey')
    .where('tenantId', '=', work.base.tenantId)
    .where('emailKey', 'in', [...emailKeys])
    .execute()
  return new Set(rows.map((row) => row.emailKey))
}
