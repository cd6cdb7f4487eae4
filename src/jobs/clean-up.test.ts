import { expect } from 'vitest'
import type { DeviceId, OverrideId, SignInId } from '#contract/ids.ts'
import { hit } from '#domain/limits/hit.ts'
import { queueMail } from '#domain/outbox/queue-mail.ts'
import { findDueOverrides } from '#domain/overrides/expire-override.ts'
import { findDuePurges, findDueReactivations, findDueRemovals } from '#domain/retention/forget-expired.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { newId } from '#platform/id.ts'
import { fillPerson } from '../../test/full-person.ts'
import { type House, staged, test } from '../../test/harness.ts'
import { cleanUp } from './clean-up.ts'

const day = 86_400
const parts = (house: House) => ({
  ground: house.ground,
  log: house.edge.log,
  findTenancy: house.edge.tenants.byId,
})
const run = (house: House) => cleanUp(parts(house), new AbortController().signal, true)

async function count(house: House, table: 'sessions' | 'signIns' | 'outbox' | 'rateLimits'): Promise<number> {
  const { n } = await house.db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

test('what is due in an organisation that was closed takes nobody’s place', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const kim = await house.addUser({ tenancy: contoso })
  const { tenantId } = contoso
  const due = house.now
  const gone = await house.addUser({ tenancy: contoso })
  const ended = { status: 'deactivated', statusBefore: 'active', deactivatedAt: due } as const
  await house.db
    .updateTable('users')
    .set({ ...ended, deactivationKind: 'suspension', deactivatedUntil: due, removeAt: due })
    .where('id', '=', kim.id)
    .execute()
  await house.db
    .updateTable('users')
    .set({ ...ended, deactivationKind: 'offboarding', removedAt: due, purgeAt: due })
    .where('id', '=', gone.id)
    .execute()
  const override = { tenantId, id: newId() as OverrideId, userId: kim.id, issuedBy: kim.id }
  const codeHash = Buffer.alloc(32)
  await house.db
    .insertInto('overrides')
    .values({ ...override, codeHash, reason: 'r', issuedAt: due, expiresAt: due })
    .execute()
  const finders = [findDueReactivations, findDueRemovals, findDuePurges, findDueOverrides]
  const found = async () => (await Promise.all(finders.map((find) => find(house.ground)))).flat()
  expect(await found()).toHaveLength(4)
  await house.db.updateTable('tenants').set({ status: 'closed' }).where('id', '=', tenantId).execute()
  expect(await found()).toEqual([])
})

test('forgets sign-ins, sessions, counters and delivered messages when their time is over, and not before', async ({
  house,
}) => {
  const user = await house.addUser()
  await house.addSession(user.id, { lifetimeSeconds: day })
  await house.work(null, async (work) => {
    await hit(work, { key: 'anything', limit: 5, windowSeconds: 60 })
    await queueMail(work, { to: 'kim@example.com', subject: 's', text: 't', html: 'h' })
  })
  await house.db.updateTable('outbox').set({ deliveredAt: house.now, payloadSealed: null }).execute()
  const signIn = (state: 'begun' | 'failed') => ({
    tenantId: house.tenancy.tenantId,
    id: newId() as SignInId,
    reference: `LK-TEST-${state}`,
    browserHash: Buffer.alloc(32),
    resume: '{}',
    state,
    ip: '127.0.0.1',
    userAgent: 'test',
    createdAt: house.now,
    expiresAt: new Date(house.now.getTime() + 600_000),
  })
  // One that nobody was named in, and one that an administrator may ask about.
  await house.db
    .insertInto('signIns')
    .values([signIn('begun'), signIn('failed')])
    .execute()

  const left = async () => [
    await count(house, 'rateLimits'),
    await count(house, 'outbox'),
    await count(house, 'signIns'),
    await count(house, 'sessions'),
  ]
  await run(house)
  expect(await left()).toEqual([1, 1, 2, 1])
  house.advance(61)
  await run(house)
  expect(await left()).toEqual([0, 1, 2, 1])
  house.advance(7 * day)
  await run(house)
  expect(await left()).toEqual([0, 0, 1, 1])
  house.advance(24 * day)
  await run(house)
  expect(await left()).toEqual([0, 0, 0, 1])
  house.advance(61 * day)
  await run(house)
  expect(await left()).toEqual([0, 0, 0, 0])
})

test('forgets links, changes, trips, tries, jobs and phones of people who are gone when their time is over', async ({
  house,
}) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  await fillPerson(house, kim, owner)
  const { tenantId } = house.tenancy
  const hash = Buffer.alloc(32)
  const { id: providerId } = await house.db.selectFrom('providers').select('id').executeTakeFirstOrThrow()
  const trip = { tenantId, stateHash: hash, providerId, purpose: 'test' as const, secretsSealed: hash }
  const soon = new Date(house.now.getTime() + 3_600_000)
  await house.db
    .insertInto('providerTrips')
    .values({ ...trip, createdAt: house.now, expiresAt: soon })
    .execute()
  await house.db
    .insertInto('seenAssertions')
    .values({ tenantId, providerId, idHash: hash, expiresAt: soon })
    .execute()
  await house.db
    .insertInto('failedTries')
    .values({ tenantId, key: hash, failures: 1, waitUntil: null, lastAt: house.now })
    .execute()
  await house.db
    .insertInto('departedDevices')
    .values({ tenantId, id: newId() as DeviceId, publicJwk: '{}', departedAt: house.now })
    .execute()
  await house.db.updateTable('jobs').set({ state: 'finished', finishedAt: house.now }).execute()
  const tables = [
    'providerTrips',
    'seenAssertions',
    'passwordLinks',
    'emailChanges',
    'failedTries',
    'jobs',
    'jobRows',
    'departedDevices',
  ] as const
  const left = async () => {
    const counts = await Promise.all(
      tables.map((table) => house.db.selectFrom(table).select('tenantId').execute()),
    )
    return tables.filter((_, index) => counts[index]?.length)
  }
  await run(house)
  expect(await left()).toEqual(tables)
  house.advance(2 * day)
  await run(house)
  expect(await left()).toEqual(tables.slice(2))
  house.advance(30 * day)
  await run(house)
  expect(await left()).toEqual(['jobs', 'jobRows', 'departedDevices'])
  house.advance(60 * day)
  await run(house)
  expect(await left()).toEqual(['departedDevices'])
  house.advance(274 * day)
  await run(house)
  expect(await left()).toEqual([])
})

test('takes as many batches as there is to delete', async ({ house }) => {
  const { tenantId } = house.tenancy
  const keys = Array.from({ length: 2300 }, (_, index) => Buffer.from(`key ${index}`))
  await house.db
    .insertInto('rateLimits')
    .values(keys.map((key) => ({ tenantId, key, hits: 1, resetAt: house.now })))
    .execute()
  house.advance(1)
  await run(house)
  expect(await count(house, 'rateLimits')).toBe(0)
})

test('lets a suspended user back in when the suspension was to end', async ({ house }) => {
  const user = await house.addUser()
  const until = new Date(house.now.getTime() + 3_600_000)
  await house.db
    .updateTable('users')
    .set({
      status: 'deactivated',
      statusBefore: 'active',
      deactivatedAt: house.now,
      deactivationKind: 'suspension',
      deactivatedUntil: until,
    })
    .where('id', '=', user.id)
    .execute()
  const status = async () =>
    (await house.db.selectFrom('users').select('status').where('id', '=', user.id).executeTakeFirst())?.status
  await run(house)
  expect(await status()).toBe('deactivated')
  house.advance(3600)
  await run(house)
  expect(await status()).toBe('active')
  expect(await house.events()).toContain('user.reactivated')
})

staged('a suspension that becomes an offboarding in the moment of its end stays one', async ({ house }) => {
  const owner = await house.addOwner()
  const user = await house.addUser()
  const suspend = (kind: 'suspension' | 'offboarding', until?: Date) =>
    house.work(owner, (work) => deactivateUser(work, { userId: user.id, kind, ...(until && { until }) }))
  await suspend('suspension', new Date(house.now.getTime() + 3_600_000))
  house.advance(3600)
  const held = Promise.withResolvers<void>()
  const offboarding = house.work(owner, async (work) => {
    await deactivateUser(work, { userId: user.id, kind: 'offboarding' })
    held.resolve()
    await house.untilBlocked()
  })
  await held.promise
  // It finds the suspension that is over, and waits for that unit.
  await Promise.all([offboarding, run(house)])
  const row = await house.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirst()
  expect(row).toMatchObject({ status: 'deactivated', deactivationKind: 'offboarding' })
})

test('makes the months of the audit log ahead of time', async ({ house }) => {
  house.setNow(new Date('2031-03-31T12:00:00Z'))
  await run(house)
  await house.addUser()
  const partitions = await house.database.administer((connection) =>
    connection.rows<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'audit_events'::regclass and inhrelid::regclass::text like '%2031%' order by 1`,
    ),
  )
  expect(partitions.map(({ name }) => name)).toEqual([
    'audit_events_2031_03',
    'audit_events_2031_04',
    'audit_events_2031_05',
    'audit_events_2031_06',
  ])
})
