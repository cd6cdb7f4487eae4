import { sql } from 'kysely'
import * as z from 'zod/mini'
import type { Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import type { listUsers as operation, UserQuery } from '#contract/users.ts'
import { sha256Base64url } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import {
  countUpTo,
  estimateCount,
  findByBeginning,
  keysOf,
  type ListRow,
  type Segment,
  segmentPage,
  toListItem,
} from './list-users.sql.ts'
import { nameKey } from './name-key.ts'

type Page = Result<typeof operation>
type Count = NonNullable<Page['count']>

/** Counted one by one up to here; beyond, `about` is an answer that people can use and that costs nothing. */
const exactUpTo = 10_000
/** Of what begins with a few letters, this many people can be paged through: whoever needs more types another letter. */
const furthestFound = 500

/**
 * One page of the organisation's people, in the order asked for, or of those whose name, address or number begins with what was typed.
 * Pages go on from the last row that was shown, so none is skipped or seen twice while people come and go.
 *
 * @throws {Problem} `invalid-request` when the cursor is of another query
 */
export async function listUsers(work: Work, query: UserQuery): Promise<Page> {
  const cursor = query.after === undefined ? null : readCursor(query.after, query)
  return query.q ? search(work, query, query.q, cursor) : list(work, query, cursor)
}

async function list(work: Work, query: UserQuery, cursor: Cursor | null): Promise<Page> {
  const { sort, reverse, limit } = query
  const segments = segmentsOf(sort, reverse, query.role)
  const rows: ListRow[] = []
  let last: { row: ListRow; segment: Segment; at: number } | undefined
  for (const [at, segment] of segments.entries()) {
    if (at < (cursor?.s ?? 0) || rows.length > limit) continue
    const after = cursor?.s === at ? cursor.k : null
    const found = await segmentPage(work, segment, query, { after, limit: limit + 1 - rows.length })
    for (const row of found) {
      if (rows.length < limit) last = { row, segment, at }
      rows.push(row)
    }
  }
  const count = cursor?.c ?? (await countOf(work, query))
  const more = rows.length > limit && last
  const next = more ? writeCursor(query, { s: more.at, k: keysOf(more.row, more.segment), c: count }) : null
  return { items: rows.slice(0, limit).map(toListItem), next, count }
}

async function search(work: Work, query: UserQuery, q: string, cursor: Cursor | null): Promise<Page> {
  const from = cursor?.s ?? 0
  const wanted = Math.min(from + query.limit + 1, furthestFound)
  const folded = q.normalize('NFKC').toLowerCase().normalize('NFKC')
  const typed = { name: nameKey(q), email: folded, mobile: digitsIn(q) }
  const rows = await findByBeginning(work, typed, query, wanted)
  const until = from + query.limit
  const next = rows.length > until ? writeCursor(query, { s: until, k: [], c: null }) : null
  return { items: rows.slice(from, until).map(toListItem), next, count: null }
}

/** What looks like a number is looked up without what people put between its digits. A leading `00` stands for `+`. */
function digitsIn(q: string): string | null {
  if (!/^\+?[\d\s()./-]+$/.test(q)) return null
  const digits = q.replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= 3 ? digits : null
}

async function countOf(work: Work, query: UserQuery): Promise<Count> {
  // The planner is asked first: walking ten thousand rows to learn that there are a million would be most of the page's cost.
  const estimate = await estimateCount(work, query)
  if (estimate > exactUpTo * 2) return { value: Math.round(estimate), about: true }
  const value = await countUpTo(work, query, exactUpTo)
  return value > exactUpTo
    ? { value: Math.max(Math.round(estimate), exactUpTo), about: true }
    : { value, about: false }
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
  s: z.int().check(z.minimum(0), z.maximum(furthestFound)),
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
  const keys = query.q ? [] : (segmentsOf(query.sort, query.reverse, query.role)[s]?.keys ?? null)
  const fits = keys && keys.length === k.length && keys.every((key, at) => isOf(key, k[at] ?? ''))
  if (!fits) throw refuse()
  return cursor.data
}

function isOf(key: Segment['keys'][number], value: string): boolean {
  if (key === 'id') return z.uuid().safeParse(value).success
  if (key === 'created_at' || key === 'last_sign_in_at') return z.iso.datetime().safeParse(value).success
  return !value.includes('\0')
}

/** A cursor serves the query that it came from: another order would skip people in silence. */
const bindingOf = ({ q, status, role, sort, reverse }: UserQuery) =>
  sha256Base64url(
    JSON.stringify([q ?? '', [...new Set(status ?? [])].sort(), role ?? '', sort, reverse]),
  ).slice(0, 12)
