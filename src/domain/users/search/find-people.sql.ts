import { type RawBuilder, sql } from 'kysely'
import type { UserListItem } from '#contract/users.ts'
import type { Work } from '../../work.ts'
import { allOf, type Conditions } from '../list-users-filter.ts'
import type { Typed } from './parse-typed.ts'
import type { Candidate } from './rank.ts'
import type { WordQuery } from './word-queries.ts'

const candidateColumns = sql.raw('u.id, u.name_key, u.rname_key, u.email_key, u.mobile_key')

/** Whether there are more people than `most`. */
export async function hasMoreThan(work: Work, most: number): Promise<boolean> {
  const { rows } = await sql`
    select from users where tenant_id = ${work.base.tenantId}
    order by tenant_id, name_key, id offset ${most} limit 1`.execute(work.db)
  return rows.length > 0
}

/**
 * The people whose name (either way round), address or number begins with what was typed: ordered range scans, first those for which it is
 * the whole word. The address is ordered by its unique key alone: with the id as well the index would not give the order.
 *
 * @param most of each scan, before the conditions are looked at
 */
export async function findByBeginning(
  work: Work,
  { field, nameKey, emailKey, digits, text, tokens }: Typed,
  conditions: Conditions,
  most: number,
): Promise<Candidate[]> {
  const scans: RawBuilder<unknown>[] = []
  const names = field === null || field === 'name'
  const addresses = (field === null || field === 'email') && !/\s/.test(emailKey)
  if (tokens.length > 0 && names) {
    for (const column of ['name_key', 'rname_key'] as const) {
      // "!" is the character after the blank.
      scans.push(scan(column, nameKey, `${nameKey}!`))
      scans.push(scan(column, nameKey, `${nameKey}\u{10FFFF}`))
    }
  }
  if (tokens.length > 0 && addresses) {
    // "@" and the character after it.
    if (!emailKey.includes('@')) scans.push(scan('email_key', `${emailKey}@`, `${emailKey}A`))
    scans.push(scan('email_key', emailKey, `${emailKey}\u{10FFFF}`))
  }
  if (digits && (field === null || field === 'mobile'))
    scans.push(scan('mobile_key', digits, `${digits}\u{10FFFF}`))
  if (field === 'external' && text !== '') scans.push(scan('external_id', text, `${text}\u{10FFFF}`))
  if (scans.length === 0) return []
  const { rows } = await sql<Candidate>`
    select distinct ${candidateColumns} from (${sql.join(scans, sql` union all `)}) u
    where ${allOf([sql`true`, conditions.kind, conditions.present, ...conditions.rest])}`.execute(work.db)
  return rows

  function scan(
    key: 'name_key' | 'rname_key' | 'email_key' | 'mobile_key' | 'external_id',
    from: string,
    before: string,
  ) {
    const column = sql.raw(`u.${key}`)
    const unique = key === 'email_key' || key === 'external_id'
    return sql`(
      select u.* from users u
      where u.tenant_id = ${work.base.tenantId} and ${column} >= ${from} and ${column} < ${before}
      order by ${unique ? column : sql`${column}, u.id`} limit ${sql.lit(most)})`
  }
}

/**
 * The first that come who answer the question.
 *
 * @param most before the conditions are looked at, where the facets do not know them all
 */
export async function findByWords(
  work: Work,
  { text, single }: WordQuery,
  conditions: Conditions,
  large: boolean,
  most: { asked: number; found: number },
): Promise<Candidate[]> {
  const name = sql.raw(
    large ? (single && !conditions.leads ? 'find_by_one_word' : 'find_by_words') : 'find_by_words_here',
  )
  const { rows } = await sql<Candidate>`
    select ${candidateColumns}
    from ${name}(${text}::tsquery, ${most.asked}) f
    join users u on u.tenant_id = ${work.base.tenantId} and u.id = f.user_id
    where ${allOf([sql`true`, conditions.kind, conditions.present, ...conditions.rest])}
    limit ${sql.lit(most.found)}`.execute(work.db)
  return rows
}

/** Of whom it is the name or the key, whatever it is that was named. */
export async function findExactly(
  work: Work,
  { field, text, emailKey }: Typed,
  conditions: Conditions,
): Promise<(Candidate & { exact: NonNullable<UserListItem['exact']> })[]> {
  const { tenantId } = work.base
  const ways: RawBuilder<unknown>[] = []
  const way = (exact: UserListItem['exact'], from: RawBuilder<unknown>) =>
    ways.push(sql`select ${sql.lit(exact)} as exact, ${sql.lit(ways.length)} as way, id from (${from}) x`)
  if ((field === null || field === 'email') && emailKey.includes('@')) {
    way('email', sql`select id from users where tenant_id = ${tenantId} and email_key = ${emailKey}`)
    way(
      'email',
      sql`select user_id as id from user_emails where tenant_id = ${tenantId} and email_key = ${emailKey}`,
    )
  }
  if (field === null || field === 'id') {
    const uuid = uuidIn(text)
    if (uuid) {
      way('user-id', sql`select ${uuid}::uuid as id`)
      way(
        'user-id',
        sql`select survivor_id as id from user_tombstones where tenant_id = ${tenantId} and user_id = ${uuid}`,
      )
      way(
        'session-id',
        sql`select user_id as id from sessions where tenant_id = ${tenantId} and id = ${uuid}`,
      )
      way('device-id', sql`select user_id as id from devices where tenant_id = ${tenantId} and id = ${uuid}`)
    }
    if (text.startsWith('did:'))
      way('did', sql`select id from users where tenant_id = ${tenantId} and did = ${text}`)
    const reference = referenceIn(text)
    if (reference)
      way(
        'reference',
        sql`select user_id as id from sign_ins where tenant_id = ${tenantId} and reference = ${reference}`,
      )
    way(
      'provider-subject',
      sql`select user_id as id from provider_links where tenant_id = ${tenantId} and subject = ${text}`,
    )
  }
  if (field === null || field === 'id' || field === 'external')
    way('external-id', sql`select id from users where tenant_id = ${tenantId} and external_id = ${text}`)
  if (ways.length === 0) return []
  const { rows } = await sql<Candidate & { exact: NonNullable<UserListItem['exact']> }>`
    select ${candidateColumns}, f.exact from (${sql.join(ways, sql` union all `)}) f
    join users u on u.tenant_id = ${tenantId} and u.id = f.id
    where ${allOf([sql`true`, conditions.kind, conditions.present, ...conditions.rest])}
    order by f.way limit 20`.execute(work.db)
  return rows
}

/** With or without its hyphens and braces. */
function uuidIn(text: string): string | null {
  const hex = text.toLowerCase().replace(/[-{}]/g, '')
  if (!/^[0-9a-f]{32}$/.test(hex)) return null
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** `LK-7F3K-2Q` as somebody reads it out: in any case, with or without its hyphens, with O for 0 and I or L for 1. */
function referenceIn(text: string): string | null {
  const read = text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const named = /^LK/.test(read) && read.length === 8
  if (!named && !(read.length === 6 && /\d/.test(read))) return null
  const code = (named ? read.slice(2) : read).replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(code) ? `LK-${code.slice(0, 4)}-${code.slice(4)}` : null
}
