import { type RawBuilder, sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { UserListItem, UserQuery, UserStatus } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { toUser, type UserRow } from './users.sql.ts'

export type UserFilter = Pick<UserQuery, 'status' | 'role'>

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
}

export interface ListRow extends UserRow {
  readonly accounts: number
  readonly devices: number
  readonly nameKey: string
  readonly emailKey: string
}

const columns =
  sql.raw(`u.id, u.first_name, u.last_name, u.name, u.email, u.email_verified, u.mobile, u.personal_email, u.role,
  u.admin_role, u.status, u.deactivated_at, u.deactivation_kind, u.deactivation_reason, u.deactivation_message,
  u.deactivated_until, u.did, u.created_at, u.updated_at, u.last_sign_in_at, u.version, u.name_key, u.email_key,
  u.external_id, u.require_password_reset, u.locked_until, u.removed_at, u.purge_at, u.remove_at, u.termination_asked_at,
  u.has_password, u.active_devices, u.receiving, u.provider_links`)

/** One page of a segment, in one statement; what is counted for each row is counted for these rows only. */
export async function segmentPage(
  work: Work,
  segment: Segment,
  filter: UserFilter,
  page: { after: readonly unknown[] | null; limit: number },
): Promise<ListRow[]> {
  const { rows } = await segmentQuery(work, segment, filter, page).execute(work.db)
  return rows
}

/** The statement of `segmentPage`; its plan is held against the indices by a test. */
export function segmentQuery(
  work: Work,
  segment: Segment,
  filter: UserFilter,
  page: { after: readonly unknown[] | null; limit: number },
): RawBuilder<ListRow> {
  const { keys, descending } = segment
  const order = orderOf(segment)
  const beyond =
    page.after &&
    sql`(${sql.join(keys.map((key) => sql.raw(`u.${key}`)))}) ${sql.raw(descending ? '<' : '>')} (${sql.join(
      // A timestamp given as text would be compared as text.
      page.after.map((value, at) => sql`${value}::${sql.raw(typeOf(keys[at]))}`),
    )})`
  const classes = classesOf(filter).map(
    (condition) => sql`(
      select ${columns} from users u
      where ${and([sql`u.tenant_id = ${work.base.tenantId}`, segment.where, condition, beyond])}
      order by ${order} limit ${page.limit})`,
  )
  return sql<ListRow>`
    select ${columns}, ${countsOf(work)}
    from (select * from (${sql.join(classes, sql` union all `)}) u order by ${order} limit ${page.limit}) u
    order by ${order}`
}

/**
 * The people whose name (either way round), address or mobile number begins with what was typed: one ordered range scan for each,
 * exact ones first. The address is ordered by its unique key alone: with the id as well the index would not give the order.
 */
export async function findByBeginning(
  work: Work,
  typed: { name: string; email: string; mobile: string | null },
  filter: UserFilter,
  limit: number,
): Promise<ListRow[]> {
  const scans = [
    ...(typed.name ? [scan('name_key', typed.name, 1), scan('rname_key', typed.name, 2)] : []),
    ...(typed.email ? [scan('email_key', typed.email, 1)] : []),
    ...(typed.mobile ? [scan('mobile_key', typed.mobile, 1)] : []),
  ]
  if (scans.length === 0) return []
  const { rows } = await sql<ListRow>`
    select ${columns}, ${countsOf(work)}
    from (
      select ${columns}, best.rank
      from (
        select found.id, min(found.rank) as rank from (${sql.join(scans, sql` union all `)}) found group by found.id
      ) best join users u on u.tenant_id = ${work.base.tenantId} and u.id = best.id
      order by best.rank, u.name_key, u.id limit ${limit}
    ) u
    order by u.rank, u.name_key, u.id`.execute(work.db)
  return rows

  function scan(key: 'name_key' | 'rname_key' | 'email_key' | 'mobile_key', beginning: string, rank: number) {
    const column = sql.raw(`u.${key}`)
    const end = `${beginning}\u{10FFFF}`
    const unique = key === 'email_key'
    const parts = classesOf(filter).map(
      (condition) => sql`(
        select u.id, case when ${column} = ${beginning} then 0 else ${sql.lit(rank)} end as rank from users u
        where ${and([
          sql`u.tenant_id = ${work.base.tenantId}`,
          sql`${column} >= ${beginning} and ${column} < ${end}`,
          condition,
        ])}
        order by ${unique ? column : sql`${column}, u.id`} limit ${limit})`,
    )
    return sql.join(parts, sql` union all `)
  }
}

/** Exact up to `most`, one more than that when there are more. */
export async function countUpTo(work: Work, filter: UserFilter, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from users u where ${matching(work, filter)} limit ${most + 1}
    ) counted`.execute(work.db)
  return rows[0]?.count ?? 0
}

/** What the planner believes, from the statistics that `analyze` keeps: costs nothing, and is right to some per cent. */
export async function estimateCount(work: Work, filter: UserFilter): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from users u where ${matching(work, filter)}`.execute(work.db)
  const plan: unknown = Object.values(rows[0] ?? {})[0]
  const parsed = typeof plan === 'string' ? JSON.parse(plan) : plan
  return Number((parsed as [{ Plan: { 'Plan Rows': number } }])[0].Plan['Plan Rows'])
}

export function toListItem(row: ListRow): UserListItem {
  const { accounts, devices, nameKey: _name, emailKey: _email, ...user } = row
  return { ...toUser(user), accounts, devices }
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

/**
 * One condition for each class of people that the filter lets through, each answered by an index of its own: rare classes have
 * partial indices, and their conditions stand as literals so that the planner sees them. All the values are of closed sets.
 */
function classesOf({ status, role }: UserFilter): (RawBuilder<unknown> | null)[] {
  const inRole = role ? sql`u.role = ${sql.lit(role)}` : null
  const wanted: UserStatus[] = [...new Set(status ?? [])]
  if (wanted.length === 0 || wanted.length === 3) return [inRole]
  return wanted.map((one) => and([sql`u.status = ${sql.lit(one)}`, inRole]))
}

const matching = (work: Work, filter: UserFilter) => {
  const wanted = [...new Set(filter.status ?? [])]
  return and([
    sql`u.tenant_id = ${work.base.tenantId}`,
    wanted.length > 0 && wanted.length < 3
      ? sql`u.status in (${sql.join(wanted.map((one) => sql.lit(one)))})`
      : null,
    filter.role ? sql`u.role = ${sql.lit(filter.role)}` : null,
  ])
}

const countsOf = (work: Work) => sql`
  (select count(*)::int from accounts a where a.tenant_id = ${work.base.tenantId} and a.user_id = u.id) as accounts,
  (select count(*)::int from devices d
    where d.tenant_id = ${work.base.tenantId} and d.user_id = u.id and d.state <> 'removed') as devices`

const and = (conditions: readonly (RawBuilder<unknown> | null)[]) =>
  sql.join(
    conditions.filter((condition) => condition !== null),
    sql` and `,
  )

function typeOf(key: Segment['keys'][number] | undefined): string {
  if (key === 'id') return 'uuid'
  return key === 'created_at' || key === 'last_sign_in_at' ? 'timestamptz' : 'text'
}
