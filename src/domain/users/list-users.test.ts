import { sql } from 'kysely'
import { expect } from 'vitest'
import { listUsers, type UserQuery, userSorts } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { walkQuery } from './list-users.sql.ts'
import { segmentsOf } from './list-users.ts'
import { conditionsOf } from './list-users-filter.ts'

const query = (some: Partial<UserQuery> = {}): UserQuery => ({
  sort: 'created',
  reverse: false,
  limit: 25,
  ...some,
})
const list = (house: House, owner: TestUser, some: Partial<UserQuery> = {}) =>
  house.as(owner)(listUsers, { params: {}, body: query(some) })

/** Every page, one after the other. */
async function all(house: House, owner: TestUser, some: Partial<UserQuery>) {
  const items = []
  for (let after: string | undefined; ; ) {
    const page = await list(house, owner, { ...some, ...(after && { after }) })
    items.push(...page.items)
    if (page.next === null) return items
    after = page.next
    if (items.length > 1000) throw new Error('pages without end')
  }
}

/** Thirty people with ties in every order: same instants, same names, some who never signed in. */
async function fill(house: House): Promise<TestUser> {
  const owner = await house.addOwner({ firstName: 'Olga', lastName: 'Owner', email: 'olga@example.com' })
  const base = house.now.getTime()
  for (let at = 0; at < 30; at++) {
    const user = await house.addUser({
      firstName: ['José', 'Ana', 'Kim'][at % 3] ?? '',
      lastName: ['Łuczak', 'Smith', 'Garcia'][at % 5 === 0 ? 0 : at % 2 === 0 ? 1 : 2] ?? '',
      email: `p${String(at).padStart(2, '0')}@example.com`,
      status: at % 4 === 0 ? 'invited' : 'active',
      adminRole: at % 7 === 0 ? 'auditor' : null,
      createdAt: new Date(base - Math.floor(at / 3) * 1000),
    })
    if (at % 2 === 0) {
      const lastSignInAt = new Date(base - (at % 6) * 60_000)
      await house.db.updateTable('users').set({ lastSignInAt }).where('id', '=', user.id).execute()
    }
  }
  return owner
}

test('every order, forwards and backwards, in pages of any size, has everybody once', async ({ house }) => {
  const owner = await fill(house)
  for (const sort of userSorts) {
    const whole = (await list(house, owner, { sort, limit: 100 })).items.map((user) => user.id)
    expect(new Set(whole).size).toBe(31)
    for (const limit of [1, 4, 31]) {
      expect(
        (await all(house, owner, { sort, limit })).map((user) => user.id),
        `${sort} ${limit}`,
      ).toEqual(whole)
    }
    const backwards = await all(house, owner, { sort, reverse: true, limit: 7 })
    expect(
      backwards.map((user) => user.id),
      `${sort} backwards`,
    ).toEqual(whole.toReversed())
  }
  const latest = await list(house, owner, { sort: 'lastSignIn', limit: 100 })
  const never = latest.items.map((user) => user.lastSignInAt === null)
  expect(never.indexOf(true)).toBe(never.lastIndexOf(false) + 1)
  const roles = (await list(house, owner, { sort: 'role', limit: 100 })).items.map((user) => user.role)
  expect(roles).toEqual(roles.toSorted())
})

test('filters hold in every order, together and page by page, and are counted', async ({ house }) => {
  const owner = await fill(house)
  const everybody = (await list(house, owner, { limit: 100 })).items
  for (const status of [['invited'], ['active', 'invited'], ['deactivated']] as const) {
    for (const role of [undefined, 'admin', 'user'] as const) {
      const expected = everybody.filter(
        (user) => (status as readonly string[]).includes(user.status) && (!role || user.role === role),
      )
      for (const sort of userSorts) {
        const filter = { status: [...status], sort, ...(role && { role }) }
        const found = await all(house, owner, { ...filter, limit: 3 })
        expect(found.map((user) => user.id).sort()).toEqual(expected.map((user) => user.id).sort())
        const { count } = await list(house, owner, { ...filter, limit: 3 })
        expect(count).toEqual({ value: expected.length, about: false })
      }
    }
  }
})

test('somebody who comes in between is neither skipped nor shown twice', async ({ house }) => {
  const owner = await fill(house)
  const first = await list(house, owner, { limit: 10 })
  house.advance(60)
  await house.addUser()
  const second = await list(house, owner, { limit: 100, after: first.next ?? '' })
  expect(new Set([...first.items, ...second.items].map((user) => user.id)).size).toBe(31)
  expect(second.count).toEqual({ value: 31, about: false })
})

test.for<[string, string[]]>([
  ['jose', ['José Łuczak']],
  ['JOSÉ lu', ['José Łuczak']],
  ['luczak jo', ['José Łuczak']],
  ['łucz', ['José Łuczak']],
  ['lee', ['Ann Lee', 'Lee Abbot']],
  ['ann.lee@', ['Ann Lee']],
  ['ANN.LEE@EXAMPLE.COM', ['Ann Lee']],
  ['+49 170', ['Ann Lee']],
  ['0049-170 1234', ['Ann Lee']],
  ['nobody at all', []],
  ['%', []],
  ["'; drop table users", []],
  ['\u0301', []],
])('finds by the beginning of a name, address or number: %s', async ([q, names], { house }) => {
  const owner = await house.addOwner({ firstName: 'Olga', lastName: 'Owner', email: 'olga@example.com' })
  await house.addUser({ firstName: 'José', lastName: 'Łuczak', email: 'x1@example.com' })
  const ann = await house.addUser({ firstName: 'Ann', lastName: 'Lee', email: 'ann.lee@example.com' })
  await house.addUser({ firstName: 'Lee', lastName: 'Abbot', email: 'x2@example.com' })
  const mobile = { mobile: '+491701234567', mobileKey: '491701234567' }
  await house.db.updateTable('users').set(mobile).where('id', '=', ann.id).execute()
  const page = await list(house, owner, { q })
  expect(page.items.map((user) => user.name).sort()).toEqual(names.toSorted())
  expect(page).toMatchObject({ count: null, next: null })
})

test('a search is filtered, paged, and has the exact one first', async ({ house }) => {
  const owner = await fill(house)
  await house.addUser({ firstName: 'Kim', lastName: 'Garcia Zwei', email: 'kg@example.com' })
  const found = await all(house, owner, { q: 'kim garcia', limit: 2 })
  expect(new Set(found.map((user) => user.id)).size).toBe(found.length)
  expect(found.at(0)?.name).toBe('Kim Garcia')
  expect(found.at(-1)?.name).toBe('Kim Garcia Zwei')
  const invited = await all(house, owner, { q: 'kim', status: ['invited'] })
  expect(invited.length).toBeGreaterThan(0)
  expect(invited.every((user) => user.status === 'invited')).toBe(true)
})

test.for([
  'nonsense',
  Buffer.from('{}').toString('base64url'),
  Buffer.from('{"b":"","s":0,"k":["x","y"],"c":null}').toString('base64url'),
])('a cursor that is none of ours is refused: %s', async (after, { house }) => {
  const owner = await house.addOwner()
  await expect(list(house, owner, { after })).rejects.toMatchObject({ code: 'invalid-request' })
})

test('a cursor serves only the query that it came from, and a forged key in it is a bad request', async ({
  house,
}) => {
  const owner = await fill(house)
  const { next } = await list(house, owner, { limit: 2 })
  const after = next ?? ''
  for (const other of [
    { sort: 'name' as const },
    { reverse: true },
    { role: 'user' as const },
    { q: 'kim' },
  ]) {
    await expect(list(house, owner, { ...other, after })).rejects.toMatchObject({ code: 'invalid-request' })
  }
  const opened = JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as { k: string[] }
  const forged = Buffer.from(JSON.stringify({ ...opened, k: ["'; drop table users", 'x'] })).toString(
    'base64url',
  )
  await expect(list(house, owner, { after: forged })).rejects.toMatchObject({ code: 'invalid-request' })
})

test('counts accounts and devices of the people on the page', async ({ house }) => {
  const owner = await house.addOwner()
  const [item] = (await list(house, owner)).items
  expect(item).toMatchObject({ id: owner.id, accounts: 0, devices: 0 })
})

test('every page is read off an index: no order and no rare class is sorted or walked to', async ({
  house,
}) => {
  const { tenantId } = house.tenancy
  await sql`insert into users (tenant_id, id, first_name, last_name, name, name_key, rname_key, email, email_key, role,
      admin_role, status, created_at, updated_at, last_sign_in_at)
    select ${tenantId}, gen_random_uuid(), 'f', 'l', 'f l', 'n' || i, 'l' || i, 'u' || i, 'u' || i,
      case when i % 1000 = 0 then 'admin' else 'user' end, case when i % 1000 = 0 then 'auditor' end,
      case when i % 50 = 0 then 'invited' else 'active' end, now() - i * interval '1 minute', now(),
      case when i % 4 <> 0 then now() - i * interval '1 minute' end
    from generate_series(1, 5000) i`.execute(house.db)
  await sql`analyze users`.execute(house.db)
  for (const sort of userSorts) {
    for (const reverse of [false, true]) {
      for (const segment of segmentsOf(sort, reverse, undefined)) {
        const filters = [
          {},
          { role: 'admin' as const },
          { status: ['invited' as const] },
          { hasPassword: true },
        ]
        for (const filter of filters) {
          // Of the role's own order the administrators are a class already.
          if (sort === 'role' && filter.role) continue
          const { rows } = await house.work(
            null,
            (work) => {
              const page = walkQuery(work, segment, conditionsOf(work, filter), { after: null, limit: 26 })
              return sql<Record<string, string>>`explain ${page}`.execute(work.db)
            },
            'read',
          )
          const plan = rows.flatMap((row) => Object.values(row)).join('\n')
          const read = /Index (?:Only )?Scan(?: Backward)? using (\w+) on users/.exec(plan)?.[1]
          const what = `${sort} ${reverse} ${JSON.stringify(filter)}\n${plan}`
          expect(read, what).toBeDefined()
          // A handful of rows may be gathered and sorted; everybody may not.
          const handful = segment.facet === "'=admin'" || 'role' in filter || 'status' in filter
          if (!handful) expect(plan, what).not.toContain('Sort Key')
          if ('role' in filter) expect(read, what).toMatch(/_admin_|_role$/)
          if ('status' in filter && !segment.where) expect(read, what).toContain('_invited_')
        }
      }
    }
  }
})

test('whom a walk through a long order does not meet is in the list all the same, and counted', async ({
  house,
}) => {
  const { tenantId } = house.tenancy
  // The last of ten thousand in every order, and hardly anybody before them; administrators are few enough to be walked to the end.
  await sql`insert into users (tenant_id, id, first_name, last_name, name, name_key, rname_key, email, email_key, role,
      admin_role, status, created_at, updated_at, last_sign_in_at, has_password, require_password_reset)
    select ${tenantId}, gen_random_uuid(), 'f', 'l', 'f l', k, 'l' || k, k, k, case when i % 100 = 0 then 'admin' else 'user' end,
      case when i % 100 = 0 then 'auditor' end, 'active', ${house.now}::timestamptz - i * interval '1 minute', now(),
      case when i % 3 <> 0 then ${house.now}::timestamptz - i * interval '1 minute' end, i = 150 or i > 10230, i = 150 or i > 10230
    from (select i, to_char(i, 'FM000000') as k from generate_series(1, 10300) i) n`.execute(house.db)
  await sql`delete from user_words_due`.execute(house.db)
  await sql`insert into user_words (tenant_id, user_id, words)
    select tenant_id, id, array_to_tsvector(user_facets(u)) from users u`.execute(house.db)
  await sql`analyze users`.execute(house.db)
  const owner = await house.addOwner()
  for (const filter of [
    { hasPassword: true },
    { requiresReset: true },
    { hasPassword: true, role: 'user' as const },
  ]) {
    const { rows } = await sql<{ id: string }>`
      select id from users where has_password ${sql.raw('role' in filter ? "and role = 'user'" : '')}`.execute(
      house.db,
    )
    const expected = rows.map((row) => row.id).sort()
    for (const sort of userSorts) {
      for (const reverse of [false, true]) {
        const what = `${JSON.stringify(filter)} ${sort} ${reverse}`
        const found = await all(house, owner, { ...filter, sort, reverse, limit: 40 })
        expect(found.map((user) => user.id).sort(), what).toEqual(expected)
        const sorted = found.map((user) => user.createdAt.getTime())
        if (sort === 'created')
          expect(sorted, what).toEqual(sorted.toSorted((a, b) => (reverse ? a - b : b - a)))
        // The first time, and once it is known that few are met on the way.
        for (let again = 0; again < 2; again++) {
          const { count } = await list(house, owner, { ...filter, sort, reverse, limit: 3 })
          expect(count, what).toEqual({ value: expected.length, about: false })
        }
      }
    }
  }

  // Of more than ten thousand it is kept for a moment that they are many.
  const without = async () => (await list(house, owner, { hasPassword: false })).count
  const many = await without()
  expect(many?.about).toBe(true)
  expect(many?.value).toBeGreaterThanOrEqual(10_000)
  await sql`update users set has_password = true where email_key <= '000300'`.execute(house.db)
  expect(await without()).toEqual(many)
  house.advance(31)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from users where not has_password`.execute(house.db)
  expect(rows[0]?.count).toBeLessThan(10_000)
  expect(await without()).toEqual({ value: rows[0]?.count, about: false })
})
