import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { ApplicationId, ProviderId } from '#contract/ids.ts'
import { type UserFilter, type UserListItem, UserQuery, userSorts } from '#contract/users.ts'
import { newId } from '#platform/id.ts'
import { createHouse, type House, test } from '../../../test/harness.ts'
import { createDice } from '../sample/people.ts'
import type { Work } from '../work.ts'
import { gather } from './list-users.sql.ts'
import { listUsers, segmentsOf } from './list-users.ts'
import { conditionsOf } from './list-users-filter.ts'
import { fillWords } from './search/fill-words.ts'

const day = 86_400_000

interface Facts {
  readonly id: string
  readonly status: 'invited' | 'active' | 'deactivated'
  readonly kind: string | null
  readonly adminRole: string | null
  readonly verified: boolean
  readonly password: boolean
  readonly reset: boolean
  readonly signedIn: number | null
  readonly devices: number
  readonly receiving: boolean
  readonly links: number
  readonly passkeys: number
  readonly locked: number | null
  readonly removed: boolean
  readonly created: number
  readonly provider: string | null
  readonly application: string | null
}

const providers = [newId(), newId()] as ProviderId[]
const applications = [newId(), newId()] as ApplicationId[]

/** Two hundred people in whom everything that a list can be narrowed to occurs, most of it in company. */
async function fill(house: House): Promise<Facts[]> {
  const { tenantId } = house.tenancy
  const now = house.now.getTime()
  const roll = createDice(3)
  const all: Facts[] = Array.from({ length: 200 }, (_, n) => {
    const dice = (of: number) => Math.floor(roll() * of)
    const status = dice(5) === 0 ? 'invited' : dice(6) === 0 ? 'deactivated' : 'active'
    const linked = dice(5) === 0
    return {
      id: newId(),
      status,
      kind: status === 'deactivated' ? (['suspension', 'offboarding', 'investigation'][dice(3)] ?? '') : null,
      adminRole: dice(7) === 0 ? (['user-admin', 'help-desk', 'auditor'][n % 3] ?? '') : null,
      verified: dice(3) > 0,
      password: dice(4) === 0,
      reset: dice(11) === 0,
      signedIn: dice(3) === 0 ? null : now - (n % 50) * day,
      devices: dice(4),
      receiving: dice(4) > 0 && dice(2) === 0,
      links: linked ? 1 : 0,
      passkeys: n % 6 === 0 ? 1 : 0,
      locked: dice(9) === 0 ? now + day : dice(10) === 0 ? now - day : null,
      removed: status === 'deactivated' && dice(2) === 0,
      created: now - Math.floor(n / 2) * day,
      provider: linked ? (providers[n % 2] ?? null) : null,
      application: dice(3) === 0 ? (applications[n % 2] ?? null) : null,
    }
  })
  await sql`insert into users (tenant_id, id, first_name, last_name, name, name_key, rname_key, email, email_key, role, admin_role,
      status, deactivation_kind, deactivated_at, status_before, email_verified, has_password, require_password_reset,
      last_sign_in_at, active_devices, receiving, provider_links, passkeys, locked_until, removed_at, purge_at, created_at, updated_at)
    select ${tenantId}, f.id, 'Kim', f.id, 'Kim ' || f.id, 'kim ' || f.id, f.id || ' kim', f.id || '@x.example', f.id || '@x.example',
      case when f."adminRole" is null then 'user' else 'admin' end, f."adminRole", f.status, f.kind,
      case when f.kind is not null then now() end, case when f.kind is not null then 'active' end, f.verified, f.password, f.reset,
      to_timestamp(f."signedIn" / 1000.0), f.devices, f.receiving, f.links, f.passkeys, to_timestamp(f.locked / 1000.0),
      case when f.removed then now() end, case when f.removed then now() end, to_timestamp(f.created / 1000.0), now()
    from jsonb_to_recordset(${JSON.stringify(all)}) as f (id uuid, status text, kind text, "adminRole" text, verified boolean,
      password boolean, reset boolean, "signedIn" float8, devices integer, receiving boolean, links integer, passkeys integer, locked float8,
      removed boolean, created float8)`.execute(house.db)
  // Without the triggers, which would count these links anew.
  await sql`alter table provider_links disable trigger user`.execute(house.db)
  await sql`insert into providers (tenant_id, id, kind, name, name_key, enabled, trusted, creates_users, settings, created_at, updated_at)
    select ${tenantId}, id, 'oidc', 'p', 'p', true, false, false, '{}', now(), now() from unnest(${providers}::uuid[]) id`.execute(
    house.db,
  )
  await sql`insert into applications (tenant_id, id, client_id, name, name_key, kind, redirect_uris, post_logout_redirect_uris, access,
      unknown_address, session_seconds, approval_digits, created_at, updated_at)
    select ${tenantId}, id, id::text, 'a', 'a', 'web', '{}', '{}', 'everyone', 'neutral', 3600, 2, now(), now()
    from unnest(${applications}::uuid[]) id`.execute(house.db)
  for (const one of all) {
    if (one.provider)
      await sql`insert into provider_links (tenant_id, id, provider_id, user_id, subject, linked_at, linked_by)
        values (${tenantId}, gen_random_uuid(), ${one.provider}, ${one.id}, ${one.id}, now(), 'proof')`.execute(
        house.db,
      )
    if (one.application)
      await sql`insert into accounts (tenant_id, id, user_id, application_id, subject, status, created_at)
        values (${tenantId}, gen_random_uuid(), ${one.id}, ${one.application}, ${one.id}, 'active', now())`.execute(
        house.db,
      )
  }
  await fillWords(house.ground, new AbortController().signal)
  return all
}

/** Whether the filter lets somebody through, as it reads. */
function meets(one: Facts, filter: Partial<UserQuery>, now: number): boolean {
  const { status, signedIn, device, provider } = filter
  const noWayIn =
    one.devices === 0 &&
    one.passkeys === 0 &&
    !one.password &&
    one.links === 0 &&
    one.status !== 'deactivated'
  const is = {
    invited: one.status === 'invited' && !one.removed,
    active: one.status === 'active' && !one.removed,
    deactivated: one.status === 'deactivated' && !one.removed,
    locked: one.locked !== null && one.locked > now && !one.removed,
    'no-way-in': noWayIn && !one.removed,
    removed: one.removed,
  }
  const has = {
    none: one.devices === 0,
    one: one.devices === 1,
    several: one.devices > 1,
    'not-receiving': one.devices > 0 && !one.receiving,
  }
  const since = signedIn === '7d' ? 7 : 30
  return (
    (status?.length ? status.some((each) => is[each]) : !one.removed) &&
    (!filter.role || (one.adminRole !== null) === (filter.role === 'admin')) &&
    (!filter.adminRole?.length || filter.adminRole.some((role) => role === one.adminRole)) &&
    (!filter.deactivationKind?.length || filter.deactivationKind.some((kind) => kind === one.kind)) &&
    (filter.emailVerified === undefined || filter.emailVerified === one.verified) &&
    (filter.hasPassword === undefined || filter.hasPassword === one.password) &&
    (filter.requiresReset === undefined || filter.requiresReset === one.reset) &&
    (!signedIn ||
      (signedIn === 'never'
        ? one.signedIn === null
        : one.signedIn !== null && one.signedIn >= now - since * day)) &&
    (!device?.length || device.some((each) => has[each])) &&
    (!provider?.length ||
      provider.some((each) => (each === 'none' ? one.links === 0 : each === one.provider))) &&
    (!filter.application?.length || filter.application.some((each) => each === one.application)) &&
    (!filter.createdFrom || one.created >= filter.createdFrom.getTime()) &&
    (!filter.createdTo || one.created < filter.createdTo.getTime())
  )
}

const some = <T>(values: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), { nil: undefined })
const one = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

const anyFilter = (now: Date) =>
  fc
    .record({
      status: some(['invited', 'active', 'deactivated', 'locked', 'no-way-in', 'removed'] as const),
      deactivationKind: fc.option(some(['suspension', 'offboarding'] as const), { nil: undefined, freq: 1 }),
      role: one(['admin', 'user'] as const),
      adminRole: fc.option(some(['user-admin', 'auditor'] as const), { nil: undefined, freq: 1 }),
      emailVerified: one([true, false]),
      hasPassword: one([true, false]),
      requiresReset: one([false, true]),
      signedIn: one(['7d', '30d', 'never'] as const),
      device: some(['none', 'one', 'several', 'not-receiving'] as const),
      provider: some([...providers, 'none' as const]),
      application: some(applications),
      createdFrom: one([new Date(now.getTime() - 60 * day)]),
      createdTo: one([new Date(now.getTime() - 20 * day)]),
    })
    // Of all kinds at once nobody would be left.
    .chain((filter) =>
      fc
        .subarray(Object.entries(filter), { maxLength: 3 })
        .map((kinds): UserFilter => Object.fromEntries(kinds)),
    )

async function pages(work: Work, query: Partial<UserQuery>): Promise<UserListItem[]> {
  const items: UserListItem[] = []
  for (let after: string | undefined; items.length < 1000; ) {
    const page = await listUsers(work, {
      sort: 'created',
      reverse: false,
      limit: 40,
      ...query,
      ...(after && { after }),
    })
    items.push(...page.items)
    if (page.next === null) return items
    after = page.next
  }
  throw new Error('pages without end')
}

const ids = (items: readonly { readonly id: string }[]) => items.map((item) => item.id).sort()

for (const engine of ['postgresql', 'embedded'] as const) {
  test(`every filter, alone and with others, lets through whom it says, in every order, on ${engine}`, async () => {
    const { house, close } = await createHouse({ engine })
    const all = await fill(house)
    const now = house.now.getTime()
    await fc.assert(
      fc.asyncProperty(
        anyFilter(house.now),
        fc.constantFrom(...userSorts),
        fc.boolean(),
        async (filter, sort, reverse) => {
          const expected = ids(all.filter((facts) => meets(facts, filter, now)))
          const query = { ...filter, sort, reverse }
          const read = <T>(unit: (work: Work) => Promise<T>) => house.work(null, unit, 'read')
          const items = await read((work) => pages(work, query))
          expect(ids(items)).toEqual(expected)
          const { count } = await read((work) => listUsers(work, { ...query, limit: 1 }))
          expect(count).toEqual({ value: expected.length, about: false })
          // What a large organisation is asked in another way says the same.
          const gathered = await read(async (work) => {
            const conditions = conditionsOf(work, filter)
            const segments = segmentsOf(sort, reverse, filter.adminRole?.length ? 'admin' : filter.role)
            const found = []
            for (const segment of segments)
              found.push(await gather(work, { segment, after: null }, conditions, 500, true))
            return found
          })
          const rows = gathered.flatMap((found) => found.rows)
          // In the order of the list.
          expect(rows.map((row) => row.id)).toEqual(items.map((item) => item.id))
          for (const found of gathered) expect(found.total).toBe(found.rows.length)
          // A search lists the nearest, not all.
          const searched = ids(await read((work) => pages(work, { ...query, q: 'kim' })))
          expect(searched.filter((id) => !expected.includes(id))).toEqual([])
          expect(searched.length >= Math.min(expected.length, 50)).toBe(true)
        },
      ),
      { numRuns: engine === 'embedded' ? 25 : 120 },
    )
    await close()
  })
}

test('locked people and those without a way in are told in every list', async ({ house }) => {
  const all = await fill(house)
  const items = await house.work(null, (work) => pages(work, {}), 'read')
  for (const item of items) {
    const facts = all.find((facts) => facts.id === item.id)
    expect(item.locked).toBe(facts?.locked != null && facts.locked > house.now.getTime())
    expect(item.noWayIn).toBe(
      facts?.devices === 0 &&
        facts.passkeys === 0 &&
        !facts.password &&
        facts.links === 0 &&
        facts.status !== 'deactivated',
    )
    expect(item.removal).toBeNull()
  }
  expect(items.some((item) => item.locked)).toBe(true)
  expect(items.some((item) => item.noWayIn)).toBe(true)
  // The keys of a filter mean the same in any order, so a cursor goes on with either.
  const first = await house.work(
    null,
    (work) => listUsers(work, UserQuery.parse({ status: ['active', 'invited'], limit: 5 })),
    'read',
  )
  const after = first.next ?? ''
  const second = await house.work(
    null,
    (work) => listUsers(work, UserQuery.parse({ status: ['invited', 'active'], limit: 5, after })),
    'read',
  )
  expect(second.items).toHaveLength(5)
})
