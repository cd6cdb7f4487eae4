import { sql } from 'kysely'
import * as z from 'zod/mini'
import type { Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import type { listUsers as operation, UserQuery } from '#contract/users.ts'
import { sha256Base64url } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { type Count, countListed } from './count-listed.ts'
import { keptForAMoment } from './kept-for-a-moment.ts'
import {
  gather,
  keysOf,
  lengthOf,
  type Segment,
  type Stretch,
  walk,
  walkedToItsEnd,
} from './list-users.sql.ts'
import { type Conditions, conditionsOf, signedInSince } from './list-users-filter.ts'
import { type ListRow, listedByIds, toListItem } from './list-users-rows.sql.ts'
import { findPeople, mostFound } from './search/find-people.ts'
import { isLarge } from './search/is-large.ts'
import { markMatches } from './search/mark-matches.ts'
import { parseTyped } from './search/parse-typed.ts'

type Page = Result<typeof operation>
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
  const { limit } = query
  const conditions = conditionsOf(work, query)
  // Only what few may meet is looked for in another way in a large organisation.
  const large = conditions.rest.length > 0 && (await isLarge(work))
  const key = `${work.base.tenantId} ${filterKey(query)}`
  const count = countListed(work, key, conditions, large)
  // What is asked for the count in any case travels with the rows.
  const [{ rows, ...found }] = await Promise.all([
    pageOf(work, query, conditions, { cursor, large, key }),
    cursor?.c ? null : count.begin(),
  ])
  const shown = rows.slice(0, limit)
  // Where all of them are on the page there is nothing to count.
  const total = cursor ? null : rows.length <= limit ? rows.length : found.total
  const counted = cursor?.c ?? (await count.end(total))
  const last = rows.length > limit ? shown.at(-1) : undefined
  const segment = last && segmentsFor(work, query)[last.at]
  const next =
    last && segment ? writeCursor(query, { s: last.at, k: keysOf(last.row, segment), c: counted }) : null
  return { items: shown.map(({ row }) => toListItem(work, row)), next, count: counted }
}

/** A row, and the segment of the order that it stands in. */
interface Found {
  readonly row: ListRow
  readonly at: number
}

/** @returns one row more than the page has, where there is one; `total`: how many are in the list, where that came to be known */
async function pageOf(
  work: Work,
  query: UserQuery,
  conditions: Conditions,
  { cursor, large, key }: { cursor: Cursor | null; large: boolean; key: string },
): Promise<{ rows: readonly Found[]; total: number | null }> {
  const most = query.limit + 1
  const rows: Found[] = []
  let total: number | null = cursor ? null : 0
  for (const [at, segment] of segmentsFor(work, query).entries()) {
    if (!segment || at < (cursor?.s ?? 0)) continue
    if (rows.length === most) return { rows, total: null }
    const stretch = { segment, after: cursor?.s === at ? cursor.k : null }
    const found = await firstOf(work, stretch, conditions, most - rows.length, {
      large,
      key: `${key} ${query.sort} ${query.reverse} ${at}`,
    })
    rows.push(...found.rows.map((row) => ({ row, at })))
    total = total === null || found.total === null ? null : total + found.total
  }
  return { rows, total }
}

/**
 * The first of a stretch: by walking through its order or, where that meets too few, by gathering all of them.
 *
 * @returns with how many there are, where that came to be known
 */
async function firstOf(
  work: Work,
  stretch: Stretch,
  conditions: Conditions,
  limit: number,
  { large, key }: { large: boolean; key: string },
): Promise<{ rows: readonly ListRow[]; total: number | null }> {
  const isSparse = large && (conditions.rare || sparse.recall(key, work) === true)
  if (!isSparse) {
    const rows = await walk(work, stretch, conditions, limit)
    if (rows.length === limit) return { rows, total: null }
    if (conditions.rest.length === 0) return { rows, total: rows.length }
    const length = await lengthOf(work, stretch, conditions)
    if (large && length > soonWalked) sparse.keep(key, work, true)
    if (length <= walkedToItsEnd) return { rows, total: rows.length }
  }
  return gather(work, stretch, conditions, limit, large)
}

/** To look at so many one by one is no more work than to ask the facets. */
const soonWalked = 500

/** Where few were met by walking, kept for a moment so that nobody walks for them again. Decides nothing of what is in a list. */
const sparse = keptForAMoment<true>()

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
        {
          where: sql`u.last_sign_in_at is not null`,
          keys: ['last_sign_in_at', 'id'],
          descending: !reverse,
          facet: `!'=never'`,
        },
        {
          where: sql`u.last_sign_in_at is null`,
          keys: ['id'],
          descending: !reverse,
          isNull: 'last_sign_in_at',
          facet: `'=never'`,
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
          facet: one === 'admin' ? `'=admin'` : `!'=admin'`,
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
