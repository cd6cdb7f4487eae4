import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import * as z from 'zod/mini'
import { listUserEvents } from '#contract/audit.ts'
import { diagnoseSignIn } from '#contract/diagnosis.ts'
import { events as schemas } from '#contract/events.ts'
import { listJobs } from '#contract/jobs.ts'
import { getMe } from '#contract/me.ts'
import { listDuplicates } from '#contract/merging.ts'
import { listProviders } from '#contract/providers.ts'
import { listSessions } from '#contract/sessions.ts'
import { listUsers, type UserQuery } from '#contract/users.ts'
import { createHouse, type House, type TestUser, test } from '../../../test/harness.ts'
import type { Tables } from '../tables.ts'
import { findFirstOwner } from '../users/find-first-owner.ts'
import { beginSample, fillSample } from './fill.ts'

const never = new AbortController().signal
const tables = [
  'users',
  'userWords',
  'applications',
  'providers',
  'devices',
  'accounts',
  'claims',
  'passwords',
  'providerLinks',
  'sessions',
  'signIns',
  'approvalRequests',
  'knownBrowsers',
  'subjectKeys',
  'userTombstones',
  'auditEvents',
  'outbox',
] as const satisfies (keyof Tables)[]

async function counts(house: House) {
  const found: Partial<Record<(typeof tables)[number], number>> = {}
  for (const table of tables) {
    const { n } = await house.db
      .selectFrom(table)
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
    found[table] = n
  }
  return found
}

describe('an organisation with sample data', () => {
  let house: House
  let close: () => Promise<void>
  let owner: TestUser
  let elsewhere: TestUser
  const list = (query: Partial<UserQuery>) =>
    house.as(owner)(listUsers, { params: {}, body: { sort: 'created', reverse: false, limit: 25, ...query } })
  const find = async (q: string) => (await list({ q })).items.map(({ email }) => email)

  beforeAll(async () => {
    ;({ house, close } = await createHouse())
    owner = await house.addOwner({ email: 'helen.marsh@acme.example' })
    elsewhere = await house.addOwner({ tenancy: await house.addTenant('contoso') })
    expect(await house.work(null, beginSample)).toBe('begun')
    expect(await fillSample(house.ground, house.tenancy, never)).toEqual({ finished: true, people: 1000 })
  }, 120_000)
  afterAll(() => close())

  test('has a thousand people with all that people have, and nobody is written to', async () => {
    // Two merged into others; the owner of each organisation on top.
    expect(await counts(house)).toMatchObject({
      users: 1000 - 2 + 2,
      userWords: 1000,
      applications: 6,
      providers: 1,
      userTombstones: 2,
      outbox: 0,
    })
    const { devices = 0, accounts = 0, sessions = 0, auditEvents = 0, passwords = 0 } = await counts(house)
    expect(devices).toBeGreaterThan(800)
    expect(accounts).toBeGreaterThan(1200)
    expect(sessions).toBeGreaterThan(3000)
    expect(passwords).toBeGreaterThan(150)
    expect(auditEvents).toBeGreaterThan(20_000)
  })

  test('every filter of the list has somebody to show', async () => {
    const filters: Partial<UserQuery>[] = [
      ...(['invited', 'active', 'deactivated', 'locked', 'no-way-in', 'removed'] as const).map((status) => ({
        status: [status],
      })),
      ...(['suspension', 'offboarding', 'investigation'] as const).map((kind) => ({
        deactivationKind: [kind],
      })),
      ...(['owner', 'user-admin', 'help-desk', 'auditor'] as const).map((role) => ({ adminRole: [role] })),
      ...(['none', 'one', 'several', 'not-receiving'] as const).map((device) => ({ device: [device] })),
      ...(['7d', '30d', 'never'] as const).map((signedIn) => ({ signedIn })),
      { emailVerified: false },
      { hasPassword: true },
      { requiresReset: true },
      { provider: ['none'] },
    ]
    for (const filter of filters) expect([filter, (await list(filter)).items.length]).not.toEqual([filter, 0])
  })

  test('its people are found, and an address that a real person has stays theirs', async () => {
    const found = await find('jsmith')
    expect(found.slice(0, 4)).toEqual(expect.arrayContaining(['jsmith@acme.example', 'smith.j@acme.example']))
    expect(await find('muller ludenscheidt')).toContain('j.mueller@acme.example')
    expect(await find('田中')).toContain('y.tanaka@acme.example')
    expect((await list({ q: 'helen.marsh@acme.example' })).items[0]?.id).toBe(owner.id)
    expect(await find('Helen Marsh')).toContain('helen.marsh.sample@acme.example')
  })

  test('every event is one that could have been recorded, with a part that opens', async () => {
    const rows = await house.db
      .selectFrom('auditEvents')
      .select(['type', 'data', 'at', 'requestId'])
      .execute()
    for (const { type, data, at } of rows) {
      expect(
        z.safeParse(schemas[type as keyof typeof schemas], data).success,
        `${type} ${JSON.stringify(data)}`,
      ).toBe(true)
      expect(at.getTime()).toBeLessThanOrEqual(house.now.getTime() + 1000)
    }
    const [john] = (await list({ q: 'email:jon.smyth@acme.example' })).items
    if (!john) throw new Error('he is there')
    const { items } = await house.as(owner)(listUserEvents, { params: { userId: john.id }, body: {} })
    expect(items.length).toBeGreaterThan(10)
    expect(items.find(({ type }) => type === 'user.signin.succeeded')?.personal).toMatchObject({
      ip: expect.any(String),
      userAgent: expect.any(String),
    })
    const times = items.map(({ at }) => at.getTime())
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })

  test('believable hours: hardly anybody signs in on a Sunday', async () => {
    const { rows } = await sql<{ weekday: number; n: number }>`
      select extract(isodow from at)::int as weekday, count(*)::int as n from audit_events
      where type = 'user.signin.succeeded' group by 1`.execute(house.db)
    const on = new Map(rows.map(({ weekday, n }) => [weekday, n]))
    expect(on.get(7) ?? 0).toBeLessThan((on.get(3) ?? 0) / 3)
  })

  test('what screens show: sessions, likely duplicates, why somebody cannot sign in', async () => {
    const pairs = (await house.as(owner)(listDuplicates, { params: {}, body: {} })).items
    const emails = pairs.map(({ users }) => users.map(({ email }) => email).sort())
    expect(emails).toContainEqual(['kate.jones@fabrikam.example', 'kjones@acme.example'])
    expect(emails).toContainEqual(['ana.silva+sales@acme.example', 'ana.silva@acme.example'])
    const [locked] = (await list({ q: 'email:eva.lindqvist@acme.example' })).items
    if (!locked) throw new Error('she is there')
    expect(locked.locked).toBe(true)
    const { items } = await house.as(owner)(listSessions, { params: { userId: locked.id }, body: {} })
    expect(items.length).toBeGreaterThan(0)
    const diagnosis = await house.as(owner)(diagnoseSignIn, { params: {}, body: { userId: locked.id } })
    const [job] = (await house.as(owner)(listJobs, { params: {}, body: {} })).items
    expect(job).toMatchObject({ act: 'verify-email', createdBy: { name: 'Amara Okafor' } })
    const [provider] = (await house.as(owner)(listProviders, { params: {}, body: {} })).items
    expect(provider?.lastSuccessAt).toBeInstanceOf(Date)
    expect(diagnosis.attempt?.reference).toMatch(/^LK-/)
    // What she could not reach is no console, of which nobody is to make her an administrator.
    expect(diagnosis.target.name).toBe('Their own account')
    expect(diagnosis.checks.map(({ fix }) => fix)).not.toContain('make-admin')
    expect(diagnosis.attempt?.outcome).toBe('Nobody finished it in time.')
    expect((await house.as(owner)(getMe, { params: {}, body: {} })).organisation.sample).toBe(true)
  })

  test('the owner who set it up is the first one still, and the other organisation sees nothing of it', async () => {
    expect(await house.work(owner, findFirstOwner, 'read')).toMatchObject({ id: owner.id })
    const there = await house.as(elsewhere)(listUsers, {
      params: {},
      body: { sort: 'created', reverse: false, limit: 25 },
    })
    expect(there.items.map(({ id }) => id)).toEqual([elsewhere.id])
    const me = await house.as(elsewhere)(getMe, { params: {}, body: {} })
    expect(me.organisation.sample).toBe(false)
    const marks = await house.work(
      elsewhere,
      (work) => work.db.selectFrom('sampleData').selectAll().execute(),
      'read',
    )
    expect(marks).toEqual([])
  })

  test('the second time adds nothing', async () => {
    const before = await counts(house)
    expect(await house.work(null, beginSample)).toBe('there-already')
    expect(await fillSample(house.ground, house.tenancy, never)).toEqual({ finished: true, people: 1000 })
    expect(await counts(house)).toEqual(before)
  })
})

test('two who fill at once, one of them cut short, leave one thousand', { timeout: 240_000 }, async ({
  house,
}) => {
  await house.addOwner()
  await house.work(null, beginSample)
  const cut = new AbortController()
  const stop = house.database.hub.subscribe('user', () => cut.abort())
  const half = await fillSample(house.ground, house.tenancy, cut.signal)
  stop()
  expect(half).toMatchObject({ finished: false })
  // The other one keeps its turn for longer than a lock is waited for, as on a busy computer.
  const { within } = house.database
  let refusals = 3
  const impatient: typeof within = async (tenantId, access, unit) => {
    if (refusals-- > 0) throw Object.assign(new Error('canceled on lock timeout'), { code: '55P03' })
    return within(tenantId, access, unit)
  }
  const waiting = { ...house.ground, database: { ...house.database, within: impatient } }
  const both = [fillSample(house.ground, house.tenancy, never), fillSample(waiting, house.tenancy, never)]
  expect(await Promise.all(both)).toEqual(Array(2).fill({ finished: true, people: 1000 }))
  expect(await counts(house)).toMatchObject({ users: 999, applications: 6, providers: 1, userTombstones: 2 })
})

test('where somebody real is already, nothing is added', async ({ house }) => {
  await house.addOwner()
  await house.addUser()
  expect(await house.work(null, beginSample)).toBe('has-people')
  expect(await fillSample(house.ground, house.tenancy, never)).toBeUndefined()
  expect((await counts(house)).users).toBe(2)
})
