import { type RawBuilder, sql } from 'kysely'
import type { UserFilter, UserQuery } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { quoteLexeme } from './search/quote-lexeme.ts'

export type ListFilter = Omit<UserFilter, 'q'>

/** What a list is narrowed to, as conditions on `users u`. Sets of values stand as literals, so that the planner sees which are rare. */
export interface Conditions {
  /** Which partial index has these people in order; null for that of everybody. */
  readonly kind: RawBuilder<unknown> | null
  /** Removed people are in no other list. Hardly anybody, so it can be looked at on the way; null where nobody in the list can be removed. */
  readonly present: RawBuilder<unknown> | null
  /** Everything else. Few may meet it: then there is no use in walking through the order. */
  readonly rest: readonly RawBuilder<unknown>[]
  /**
   * The same as a question to the facets of `user_words`; null where the facets know nothing of it or only what somebody is not. It lets
   * through more people than the conditions, never fewer.
   */
  readonly facets: string | null
  /** The facets say all of it: whoever answers that question meets the conditions. */
  readonly complete: boolean
  /** An index of its own has few people in whom all who meet the conditions are: no facet leads to them as quickly. */
  readonly indexed: boolean
  /** Facets to be added to a search by words. */
  readonly narrowing: readonly string[]
  /** Whether those say what somebody is, and not only what they are not. */
  readonly leads: boolean
  /** Nobody at all can meet it in order: locked and removed people have no order of their own. */
  readonly rare: boolean
}

type Status = NonNullable<UserFilter['status']>[number]

export function conditionsOf(work: Work, filter: ListFilter): Conditions {
  const rest: RawBuilder<unknown>[] = []
  const facets: string[] = []
  // A question of nothing but absences would be asked of every row.
  let leads = false
  let kind: RawBuilder<unknown> | null = null
  function facet(name: string, has = true) {
    facets.push(`${has ? '' : '!'}${quoteLexeme(`=${name}`)}`)
    leads ||= has
  }
  function anyFacet(ways: readonly string[]) {
    facets.push(`(${ways.map((way) => `(${way})`).join(' | ')})`)
    leads ||= ways.every((way) => way.startsWith("'"))
  }

  const statuses = unique(filter.status)
  const [only] = statuses
  if (statuses.length === 1 && (only === 'invited' || only === 'deactivated')) {
    kind = sql`u.status = ${sql.lit(only)}`
    facet(only)
  } else if (statuses.length > 0) {
    rest.push(anyOf(statuses.map((status) => statusCondition(work, status))))
    const ways = statuses.flatMap((status) => statusFacets[status] ?? [])
    if (ways.length === statuses.length) anyFacet(ways)
  }
  // Only who is deactivated has a kind of it.
  if (filter.deactivationKind?.length) kind ??= sql`u.status = 'deactivated'`
  const removed = statuses.includes('removed')
  // Whoever is removed is deactivated: of those who are invited the index knows all that there is to know.
  const remains = statuses.length === 1 && only === 'invited'
  if (!removed) facet('removed', false)

  if (filter.role === 'admin' || filter.adminRole?.length) {
    // The administrators' index is the smaller one.
    if (kind) rest.push(kind)
    kind = sql`u.role = 'admin'`
    facet('admin')
    if (filter.role === 'user') rest.push(sql`u.role = 'user'`)
  } else if (filter.role === 'user') {
    rest.push(sql`u.role = 'user'`)
    facet('admin', false)
  }
  if (filter.adminRole?.length) {
    rest.push(sql`u.admin_role in (${literals(filter.adminRole)})`)
    anyFacet(filter.adminRole.map((role) => quoteLexeme(`=${role}`)))
  }
  if (filter.deactivationKind?.length) {
    rest.push(sql`u.deactivation_kind in (${literals(filter.deactivationKind)})`)
    anyFacet(filter.deactivationKind.map((one) => quoteLexeme(`=${one}`)))
  }
  if (filter.emailVerified !== undefined) {
    rest.push(filter.emailVerified ? sql`u.email_verified` : sql`not u.email_verified`)
    facet('unverified', !filter.emailVerified)
  }
  if (filter.hasPassword !== undefined) {
    rest.push(filter.hasPassword ? sql`u.has_password` : sql`not u.has_password`)
    facet('password', filter.hasPassword)
  }
  if (filter.requiresReset !== undefined) {
    rest.push(filter.requiresReset ? sql`u.require_password_reset` : sql`not u.require_password_reset`)
    facet('reset', filter.requiresReset)
  }
  if (filter.signedIn) {
    const since = signedInSince(work, filter.signedIn)
    rest.push(since ? sql`u.last_sign_in_at >= ${since}` : sql`u.last_sign_in_at is null`)
    facet('never', filter.signedIn === 'never')
  }
  const devices = unique(filter.device)
  if (devices.length > 0) {
    rest.push(anyOf(devices.map((one) => deviceConditions[one])))
    anyFacet(devices.map((one) => deviceFacets[one]))
  }
  if (filter.provider?.length) {
    const some = filter.provider.filter((one) => one !== 'none')
    const unlinked = filter.provider.includes('none')
    const linked =
      some.length > 0 &&
      sql`u.id in (
      select l.user_id from provider_links l
      where l.tenant_id = ${work.base.tenantId} and l.provider_id in (${sql.join(some)}))`
    rest.push(anyOf([...(linked ? [linked] : []), ...(unlinked ? [sql`u.provider_links = 0`] : [])]))
    // Both together let everybody with such a link and everybody without any through: no facet says that.
    if (some.length > 0 !== unlinked) facet('linked', !unlinked)
  }
  if (filter.application?.length) {
    rest.push(sql`exists (
      select from accounts a where a.tenant_id = ${work.base.tenantId} and a.user_id = u.id
        and a.application_id in (${sql.join(filter.application)}) and a.ended_at is null)`)
  }
  if (filter.createdFrom) rest.push(sql`u.created_at >= ${filter.createdFrom}`)
  if (filter.createdTo) rest.push(sql`u.created_at < ${filter.createdTo}`)

  return {
    kind,
    present: removed || remains ? null : sql`u.removed_at is null`,
    rest,
    facets: leads ? facets.join(' & ') : null,
    indexed: filter.requiresReset === true,
    complete:
      !statuses.includes('locked') &&
      !(filter.signedIn && filter.signedIn !== 'never') &&
      !filter.provider?.some((one) => one !== 'none') &&
      !filter.application?.length &&
      !filter.createdFrom &&
      !filter.createdTo,
    narrowing: facets,
    leads,
    rare: statuses.length > 0 && statuses.every((one) => one === 'locked' || one === 'removed'),
  }
}

/** The instant since when; null for never. */
export function signedInSince(work: Work, signedIn: NonNullable<UserQuery['signedIn']>): Date | null {
  if (signedIn === 'never') return null
  return new Date(work.now.getTime() - (signedIn === '7d' ? 7 : 30) * 86_400_000)
}

/** Active or invited, and neither phone nor passkey nor password nor provider. */
const noWayIn = sql`u.active_devices = 0 and u.passkeys = 0 and not u.has_password and u.provider_links = 0
  and u.status <> 'deactivated'`

function statusCondition(work: Work, status: Status): RawBuilder<unknown> {
  switch (status) {
    case 'removed':
      return sql`u.removed_at is not null`
    case 'locked':
      return sql`(u.locked_until > ${work.now} and u.removed_at is null)`
    case 'no-way-in':
      return sql`(${noWayIn} and u.removed_at is null)`
    default:
      return sql`(u.status = ${sql.lit(status)} and u.removed_at is null)`
  }
}

const statusFacets: Record<Status, string | null> = {
  active: `!'=invited' & !'=deactivated'`,
  invited: `'=invited'`,
  deactivated: `'=deactivated' & !'=removed'`,
  'no-way-in': `'=no-device' & !'=passkey' & !'=password' & !'=linked' & !'=deactivated'`,
  removed: `'=removed'`,
  // It ends by itself.
  locked: null,
}

type Device = NonNullable<UserFilter['device']>[number]
const deviceConditions: Record<Device, RawBuilder<unknown>> = {
  none: sql`u.active_devices = 0`,
  one: sql`u.active_devices = 1`,
  several: sql`u.active_devices > 1`,
  'not-receiving': sql`(u.active_devices > 0 and not u.receiving)`,
}
const deviceFacets: Record<Device, string> = {
  none: `'=no-device'`,
  one: `!'=no-device' & !'=devices'`,
  several: `'=devices'`,
  'not-receiving': `'=deaf'`,
}

const unique = <T>(values: readonly T[] | undefined) => [...new Set(values ?? [])]
const literals = (values: readonly string[]) => sql.join(unique(values).map((value) => sql.lit(value)))

export const anyOf = (conditions: readonly RawBuilder<unknown>[]) => sql`(${sql.join(conditions, sql` or `)})`

export const allOf = (conditions: readonly (RawBuilder<unknown> | null | undefined | false)[]) =>
  sql.join(
    conditions.filter((condition) => Boolean(condition)),
    sql` and `,
  )
