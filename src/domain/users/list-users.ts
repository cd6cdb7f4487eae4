import { sql } from 'kysely'
import * as z from 'zod/mini'
import type { Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import type { listUsers as operation, UserQuery } from '#contract/users.ts'
import { sha256Base64url } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { countUpTo, estimateCount, keysOf, type Segment, segmentPage } from './list-users.sql.ts'
import { type Conditions, conditionsOf, signedInSince } from './list-users-filter.ts'
import { type ListRow, listedByIds, toListItem } from './list-users-rows.sql.ts'
import { findPeople, mostFound } from './search/find-people.ts'
import { isLarge } from './search/is-large.ts'
import { markMatches } from './search/mark-matches.ts'
import { parseTyped } from './search/parse-typed.ts'

type Page = Result<typeof operation>
type Count = NonNullable<Page['count']>

/** Counted one by one up to here; beyond, `about` is an answer that people can use and that costs nothing. */
const exactUpTo = 10_000

/**
 * One page of the organisation's people: in the order asked for, or those who fit what was typed, nearest first.
 * Pages go on from the last row that was shown, so none is skipped or seen twice while people come and go.
 *
 * @throws {Problem} `invalid-request` when the cursor is of another query
 */
export async function listUsers(work: Work, query: UserQuery): Promise<Page> {
  const cursor = query.after === undefined ? null : readCursor(query.after, query)
  const typed = query.q ? parseTyped(query.q) : null
  // "email:" with nothing behind it yet asks for nobody in particular.
  if (!typed || (typed.text === '' && typed.field)) return list(work, query, cursor)
  const large = await isLarge(work)
  const found = await findPeople(work, typed, conditionsOf(work, query), large)
  const from = cursor?.s ?? 0
  const until = from + query.limit
  const shown = found.slice(from, until)
  const exact = new Map(shown.map((one) => [one.id, one.exact]))
  const rows = await listedByIds(
    work,
    shown.map((one) => one.id),
  )
  const next = found.length > until ? writeCursor(query, { s: until, k: [], c: null }) : null
  const items = rows.map((row) =>
    toListItem(work, row, { marks: markMatches(typed, row), exact: exact.get(row.id) ?? null }),
  )
  return { items, next, count: null }
}

async function list(work: Work, query: UserQuery, cursor: Cursor | null): Promise<Page> {
  const { limit, sort } = query
  const conditions = conditionsOf(work, query)
  // Only what few may meet is looked for in another way in a large organisation.
  const large = conditions.rest.length > 0 && (await isLarge(work))
  const rows: ListRow[] = []
  let last: { row: ListRow; segment: Segment; at: number } | undefined
  let sparse = false
  let total: number | null = null
  const key = `${work.base.tenantId} ${filterKey(query)}`
  for (const [at, segment] of segmentsFor(work, query).entries()) {
    if (!segment || at < (cursor?.s ?? 0) || rows.length > limit) continue
    const page = { after: cursor?.s === at ? cursor.k : null, limit: limit + 1 - rows.length }
    const found = await segmentPage(work, segment, conditions, page, {
      large,
      sparse: large && recall(sparseLists, key, work) === true,
    })
    if (found.sparse && large) keep(sparseLists, key, work, true)
    sparse ||= found.sparse
    // Whoever gathered them all counted them; of an order in several stretches that is one of them.
    if (found.total !== null && sort !== 'lastSignIn' && sort !== 'role') total = found.total
    for (const row of found.rows) {
      if (rows.length < limit) last = { row, segment, at }
      rows.push(row)
    }
  }
  // Where all of them are on the page there is nothing to count either.
  if (rows.length <= limit) total = rows.length
  const whole = !cursor && total !== null && total <= exactUpTo ? { value: total, about: false } : null
  const count = cursor?.c ?? whole ?? (await countOf(work, query, conditions, large, sparse))
  const more = rows.length > limit && last
  const next = more ? writeCursor(query, { s: more.at, k: keysOf(more.row, more.segment), c: count }) : null
  return { items: rows.slice(0, limit).map((row) => toListItem(work, row)), next, count }
}

/** @param sparse few meet the conditions: what the planner believes of them is nothing to go by */
async function countOf(
  work: Work,
  query: UserQuery,
  conditions: Conditions,
  large: boolean,
  sparse: boolean,
): Promise<Count> {
  if (!sparse) {
    const about = await estimate(work, query, conditions)
    // Walking ten thousand rows to learn that there are a million would be most of the page's cost.
    if (about > exactUpTo * 2) return { value: about, about: true }
  }
  const value = await countUpTo(work, conditions, exactUpTo, large)
  if (value <= exactUpTo) return { value, about: false }
  return { value: Math.max(await estimate(work, query, conditions), exactUpTo), about: true }
}

/**
 * What was learnt of large lists, kept for a moment: about how many they are, since the statistics behind that change by the hour, and
 * which few people meet, so that nobody walks for them again. Neither decides what is in a list.
 */
const estimates = new Map<string, Kept<number>>()
const sparseLists = new Map<string, Kept<true>>()
const keptMs = 30_000
const mostKept = 500

interface Kept<T> {
  readonly value: T
  readonly until: number
}

function recall<T>(all: ReadonlyMap<string, Kept<T>>, key: string, work: Work): T | undefined {
  const kept = all.get(key)
  const now = work.now.getTime()
  return kept && kept.until > now && kept.until <= now + keptMs ? kept.value : undefined
}

function keep<T>(all: Map<string, Kept<T>>, key: string, work: Work, value: T): void {
  if (all.size >= mostKept) all.clear()
  all.set(key, { value, until: work.now.getTime() + keptMs })
}

async function estimate(work: Work, query: UserQuery, conditions: Conditions): Promise<number> {
  const key = `${work.base.tenantId} ${filterKey(query)}`
  const known = recall(estimates, key, work)
  if (known !== undefined) return known
  const value = Math.round(await estimateCount(work, conditions))
  if (value > exactUpTo * 2) keep(estimates, key, work, value)
  return value
}

/** The stretches of an order; null where nobody in it can meet the filter. */
function segmentsFor(
  work: Work,
  { sort, reverse, role, adminRole, signedIn }: UserQuery,
): (Segment | null)[] {
  const segments = segmentsOf(sort, reverse, adminRole?.length ? 'admin' : role)
  if (sort !== 'lastSignIn' || !signedIn) return segments
  const since = signedInSince(work, signedIn)
  return segments.map((segment) => {
    if (Boolean(segment.isNull) !== (since === null)) return null
    return since ? { ...segment, where: sql`u.last_sign_in_at >= ${since}` } : segment
  })
}

/** An order as the stretches that an index gives, in turn. */
export function segmentsOf(sort: UserQuery['sort'], reverse: boolean, role: UserQuery['role']): Segment[] {
  switch (sort) {
    case 'created':
      return [{ where: null, keys: ['created_at', 'id'], descending: !reverse }]
    case 'name':
      return [{ where: null, keys: ['name_key', 'id'], descending: reverse }]
    case 'email':
      return [{ where: null, keys: ['email_key'], descending: reverse }]
    case 'lastSignIn': {
      const segments: Segment[] = [
        { where: sql`u.last_sign_in_at is not null`, keys: ['last_sign_in_at', 'id'], descending: !reverse },
        {
          where: sql`u.last_sign_in_at is null`,
          keys: ['id'],
          descending: !reverse,
          isNull: 'last_sign_in_at',
        },
      ]
      return reverse ? segments.reverse() : segments
    }
    case 'role': {
      const roles = role ? [role] : (['admin', 'user'] as const)
      const segments = roles.map(
        (one): Segment => ({
          where: sql`u.role = ${sql.lit(one)}`,
          keys: ['created_at', 'id'],
          descending: !reverse,
        }),
      )
      return reverse ? segments.reverse() : segments
    }
  }
}

/** Where a page ended: segment and keys, or how many were found so far; and the count, which is made once. */
const Cursor = z.strictObject({
  b: z.string(),
  s: z.int().check(z.minimum(0), z.maximum(mostFound)),
  k: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(3)),
  c: z.nullable(z.strictObject({ value: z.int(), about: z.boolean() })),
})
type Cursor = z.output<typeof Cursor>

function writeCursor(query: UserQuery, at: { s: number; k: (string | null)[]; c: Count | null }): string {
  return Buffer.from(JSON.stringify({ b: bindingOf(query), ...at })).toString('base64url')
}

function readCursor(text: string, query: UserQuery): Cursor {
  const refuse = (cause?: unknown) =>
    new Problem('invalid-request', 'This page belongs to another list', { cause })
  let said: unknown
  try {
    said = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch (cause) {
    throw refuse(cause)
  }
  const cursor = Cursor.safeParse(said)
  if (!cursor.success || cursor.data.b !== bindingOf(query)) throw refuse()
  const { s, k } = cursor.data
  // What reaches the database as an instant or an id has to be one: a forged cursor is a bad request, no error of ours.
  const { sort, reverse, role, adminRole } = query
  const keys =
    k.length === 0 ? [] : (segmentsOf(sort, reverse, adminRole?.length ? 'admin' : role)[s]?.keys ?? null)
  const fits = keys && keys.length === k.length && keys.every((key, at) => isOf(key, k[at] ?? ''))
  if (!fits || (k.length === 0 && !query.q)) throw refuse()
  return cursor.data
}

function isOf(key: Segment['keys'][number], value: string): boolean {
  if (key === 'id') return z.uuid().safeParse(value).success
  if (key === 'created_at' || key === 'last_sign_in_at') return z.iso.datetime().safeParse(value).success
  return !value.includes('\0')
}

/** A cursor serves the query that it came from: another order would skip people in silence. */
const bindingOf = (query: UserQuery) =>
  sha256Base64url(JSON.stringify([query.q ?? '', filterKey(query), query.sort, query.reverse])).slice(0, 12)

/** The same for the same filter, however it is written. */
function filterKey(query: UserQuery): string {
  const { q: _q, sort: _sort, reverse: _reverse, after: _after, limit: _limit, ...filter } = query
  const kinds: [string, unknown][] = Object.entries(filter).filter(([, value]) => value !== undefined)
  const plain = kinds.map(([kind, value]) => [
    kind,
    Array.isArray(value) ? [...new Set(value)].sort() : value,
  ])
  return JSON.stringify(plain.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}
