import { type RawBuilder, sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { allOf, type Conditions } from './list-users-filter.ts'
import { type ListRow, listColumns, listCounts } from './list-users-rows.sql.ts'

/**
 * A stretch of a sort order within which one index, read one way, gives the rows: `lastSignIn` has those who did and those who never
 * did, `role` the administrators and the others.
 */
export interface Segment {
  readonly where: RawBuilder<unknown> | null
  /** Of the index, without the tenant; the last is unique. */
  readonly keys: readonly ('created_at' | 'last_sign_in_at' | 'name_key' | 'email_key' | 'id')[]
  readonly descending: boolean
  /**
   * Where the sort column is null throughout: ordered by all the same, since only then the planner sees that its index has the order.
   */
  readonly isNull?: 'last_sign_in_at'
  /** What the facets say of everybody in it, as a further part of a question to them. */
  readonly facet?: string
}

/** A segment, from behind a row of it or from its beginning. */
export interface Stretch {
  readonly segment: Segment
  readonly after: readonly unknown[] | null
}

/**
 * So many rows are walked in order to find a page among them. Whatever fewer than one in two hundred meets is gathered first and put in
 * order then, which is less work.
 */
const walked = 6000
/** A stretch of no more rows was walked to its end. Fewer than are walked, since people come and go between two statements. */
export const walkedToItsEnd = 5000

/**
 * The first of a stretch; what is counted for each row is counted for these rows only.
 *
 * @returns fewer than `limit` where no more were met on the way, which says nothing of those behind
 */
export async function walk(
  work: Work,
  { segment, after }: Stretch,
  conditions: Conditions,
  limit: number,
): Promise<ListRow[]> {
  const { rows } = await walkQuery(work, segment, conditions, { after, limit }).execute(work.db)
  return rows
}

/** Walks through an index in its order; its plan is held against the indices by a test. */
export function walkQuery(
  work: Work,
  segment: Segment,
  { kind, present, rest }: Conditions,
  { after, limit }: { after: readonly unknown[] | null; limit: number },
): RawBuilder<ListRow> {
  const order = orderOf(segment)
  const base = allOf([
    sql`u.tenant_id = ${work.base.tenantId}`,
    segment.where,
    kind,
    present,
    beyond(segment, after),
  ])
  const from =
    rest.length === 0
      ? sql`users u where ${base}`
      : // As a number the planner would believe that so many are wanted, and sort where that is all of them.
        sql`(select * from users u where ${base} order by ${order} limit (select ${sql.lit(walked)})) u where ${allOf(rest)}`
  return sql<ListRow>`select ${listColumns}, ${listCounts(work)} from ${from} order by ${order} limit ${limit}`
}

/** How many rows a stretch has, whoever of them meets the conditions, up to one more than can be walked. Looks at the index alone. */
export async function lengthOf(
  work: Work,
  { segment, after }: Stretch,
  { kind }: Conditions,
): Promise<number> {
  const base = allOf([sql`u.tenant_id = ${work.base.tenantId}`, segment.where, kind, beyond(segment, after)])
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from users u where ${base} limit ${sql.lit(walkedToItsEnd + 1)}
    ) stretch`.execute(work.db)
  return rows[0]?.count ?? 0
}

/**
 * Finds all of a stretch who meet the conditions by what is rarest among those, and puts them in order.
 *
 * @returns the first of them, and how many they are
 */
export async function gather(
  work: Work,
  { segment, after }: Stretch,
  { kind, present, rest, facets, indexed }: Conditions,
  limit: number,
  large: boolean,
): Promise<{ rows: ListRow[]; total: number }> {
  const { tenantId } = work.base
  const order = orderOf(segment)
  const where = allOf([sql`true`, segment.where, kind, present, beyond(segment, after), ...rest])
  const question = segment.facet ? `${facets} & ${segment.facet}` : facets
  const from =
    large && facets && !indexed
      ? sql`find_by_words(${question}::tsquery, null) f join users u on u.tenant_id = ${tenantId} and u.id = f.user_id where ${where}`
      : sql`users u where u.tenant_id = ${tenantId} and ${where}`
  // Materialised: the planner would walk through the order here too, in the hope of a page that has just been looked for in vain.
  const { rows } = await sql<ListRow & { total: number }>`
    with found as materialized (select u.id, u.created_at, u.last_sign_in_at, u.name_key, u.email_key from ${from}),
    page as (select * from found u order by ${order} limit ${limit})
    select ${listColumns}, ${listCounts(work)}, (select count(*)::int from found) as total
    from page p join users u on u.tenant_id = ${tenantId} and u.id = p.id order by ${order}`.execute(work.db)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** Exact up to `most`, one more than that when there are more. */
export async function countUpTo(
  work: Work,
  { kind, present, rest, facets, complete, indexed }: Conditions,
  most: number,
  large: boolean,
): Promise<number> {
  const { tenantId } = work.base
  const where = allOf([kind, present, ...rest])
  // A kind by itself is counted in its own index.
  const from =
    large && facets && complete && rest.length > 0 && !indexed
      ? sql`find_by_words(${facets}::tsquery, ${most + 1})`
      : large && facets && rest.length > 0 && !indexed
        ? sql`find_by_words(${facets}::tsquery, null) f join users u on u.tenant_id = ${tenantId} and u.id = f.user_id where ${where}`
        : sql`users u where ${allOf([sql`u.tenant_id = ${tenantId}`, kind, present, ...rest])}`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from ${from} limit ${most + 1}) counted`.execute(work.db)
  return rows[0]?.count ?? 0
}

/** What the planner believes, from the statistics that `analyze` keeps: costs nothing, and is right to some per cent. */
export async function estimateCount(work: Work, { kind, present, rest }: Conditions): Promise<number> {
  const where = allOf([sql`u.tenant_id = ${work.base.tenantId}`, kind, present, ...rest])
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from users u where ${where}`.execute(work.db)
  const plan: unknown = Object.values(rows[0] ?? {})[0]
  const parsed = typeof plan === 'string' ? JSON.parse(plan) : plan
  return Number((parsed as [{ Plan: { 'Plan Rows': number } }])[0].Plan['Plan Rows'])
}

/** As the indices have it, read forwards or backwards: nulls stand at the end of a descending one. */
function orderOf({ keys, descending, isNull }: Segment): RawBuilder<unknown> {
  const direction = descending ? 'desc' : 'asc'
  const columns = isNull ? [isNull, ...keys] : keys
  const parts = columns.map((key) => {
    const nulls = key === 'last_sign_in_at' ? ` nulls ${descending ? 'last' : 'first'}` : ''
    return sql.raw(`u.${key} ${direction}${nulls}`)
  })
  return sql.join(parts)
}

function beyond({ keys, descending }: Segment, after: readonly unknown[] | null): RawBuilder<unknown> | null {
  if (!after) return null
  const values = sql.join(
    // A timestamp given as text would be compared as text.
    after.map((value, at) => sql`${value}::${sql.raw(typeOf(keys[at]))}`),
  )
  return sql`(${sql.join(keys.map((key) => sql.raw(`u.${key}`)))}) ${sql.raw(descending ? '<' : '>')} (${values})`
}

/** The value of a segment's keys in a row: where the next page goes on. */
export function keysOf(row: ListRow, segment: Segment): (string | null)[] {
  const values: Record<Segment['keys'][number], string | null> = {
    created_at: row.createdAt.toISOString(),
    last_sign_in_at: row.lastSignInAt?.toISOString() ?? null,
    name_key: row.nameKey,
    email_key: row.emailKey,
    id: row.id satisfies UserId,
  }
  return segment.keys.map((key) => values[key])
}

function typeOf(key: Segment['keys'][number] | undefined): string {
  if (key === 'id') return 'uuid'
  return key === 'created_at' || key === 'last_sign_in_at' ? 'timestamptz' : 'text'
}
