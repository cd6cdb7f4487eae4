import { setImmediate } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NotesTables, openNotes } from '../../test/notes-database.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import { preparing } from './prepared.ts'
import { sendTogether } from './round-trip.ts'

const tenant = newId()
let database: Database<NotesTables>
let url: string
let close: () => Promise<void>

beforeAll(async () => {
  ;({ database, url, close } = await openNotes())
})
afterAll(() => close())

const one = (db: Transaction<NotesTables>) =>
  db.selectFrom('notes').select('body').where('id', '=', 1).executeTakeFirst()

/** Which connection the pool holds now. */
const connection = async () =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.outside)).rows[0]?.pid

/** Begins a statement that fails after a moment, and waits until it is on its way. */
async function failing(db: Transaction<NotesTables>): Promise<Promise<unknown>[]> {
  const statement = sql`select 1 / (count(*) - count(*)) from pg_sleep(0.2)`.execute(db)
  statement.catch(() => {})
  await setImmediate()
  return [statement]
}

/** A client as a unit holds it, of a pool of its own, and how many round trips it made. */
async function lent(): Promise<{ client: pg.PoolClient; trips: () => number; end: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  let trips = 0
  pool.on('connect', (raw) => {
    const query = raw.query
    raw.query = function (this: pg.PoolClient, ...args: Parameters<typeof query>) {
      trips += 1
      return query.apply(this, args)
    } as unknown as typeof query
  })
  const prepared = preparing(pool)
  const client = (await prepared.connect()) as unknown as pg.PoolClient
  return { client, trips: () => trips, end: () => pool.end() }
}

test.each(['read', 'write'] as const)(
  'a unit that would %s and ends while a statement is under way fails with it, and leaves its connection in order',
  async (access) => {
    const before = await connection()
    await expect(
      database.within(tenant, access, async (db) => void (await failing(db))),
    ).rejects.toMatchObject({ code: '22012' })
    expect(await database.within(tenant, 'write', one)).toEqual({ body: 'one' })
    expect(await database.within(tenant, 'read', one)).toEqual({ body: 'one' })
    expect(await connection()).toBe(before)
  },
)

test.each(['read', 'write'] as const)(
  'a unit that would %s says what it threw itself, whatever becomes of the statement under way',
  async (access) => {
    let underWay: Promise<unknown> | undefined
    const unit = database.within(tenant, access, async (db) => {
      ;[underWay] = await failing(db)
      throw new Error('changed my mind')
    })
    await expect(unit).rejects.toThrow('changed my mind')
    await expect(underWay).rejects.toMatchObject({ code: '22012' })
    expect(await database.within(tenant, 'read', one)).toEqual({ body: 'one' })
  },
)

test.each(['begin read only', 'begin'])(
  'after %s, what was not sent when the unit is given up is rejected, and nothing is sent any more',
  async (begin) => {
    const { client, trips, end } = await lent()
    await client.query(begin, [])
    const dropped = client.query('select 1 as one', [])
    await client.query('rollback', [])
    client.release()
    await expect(dropped).rejects.toThrow('the unit was given up')
    await setImmediate()
    expect(trips()).toBe(0)
    await end()
  },
)

test('what was not sent is rejected, and the rollback sent, where the transaction is open already', async () => {
  const { client, trips, end } = await lent()
  await client.query('begin', [])
  await client.query('select 1 as one', [])
  const dropped = client.query('select 2 as two', [])
  const [given, rolledBack] = await Promise.allSettled([dropped, client.query('rollback', [])])
  expect(given).toMatchObject({ status: 'rejected', reason: { message: 'the unit was given up' } })
  expect(rolledBack).toMatchObject({ status: 'fulfilled', value: { command: 'ROLLBACK' } })
  expect(trips()).toBe(2)
  client.release()
  await end()
})

test('a kept statement whose columns change, or that is gone, fails once and is prepared again', async () => {
  const read = () => database.within(tenant, 'read', one)
  expect(await read()).toEqual({ body: 'one' })
  await database.administer((connection) =>
    connection.run('alter table notes alter column body type varchar(99)'),
  )
  await expect(read()).rejects.toMatchObject({ code: '0A000' })
  // It is closed by the trip that gets as far as it, and by no other.
  const skipped = database.within(tenant, 'read', (db) =>
    Promise.all([sql`select 1 / (count(*) - count(*)) from notes`.execute(db), one(db)]),
  )
  await expect(skipped).rejects.toMatchObject({ code: '22012' })
  expect(await read()).toEqual({ body: 'one' })
  await sql`deallocate all`.execute(database.outside)
  await expect(read()).rejects.toMatchObject({ code: '26000' })
  expect(await read()).toEqual({ body: 'one' })
  // The opening of a transaction is kept as well, and gone with the rest.
  await sql`deallocate all`.execute(database.outside)
  await expect(database.within(tenant, 'write', one)).rejects.toMatchObject({ code: '26000' })
  expect(await database.within(tenant, 'write', one)).toEqual({ body: 'one' })
  expect(await read()).toEqual({ body: 'one' })
})

test('of the opening of a unit a connection keeps what names no organisation', async () => {
  await database.within(tenant, 'write', one)
  await database.within(newId(), 'read', one)
  const { rows } = await sql<{ name: string }>`
    select name from pg_prepared_statements where name not like 'u%' and name <> 'rollback' order by name`.execute(
    database.outside,
  )
  expect(rows.map(({ name }) => name)).toEqual([
    'begin',
    'begin read only',
    'commit',
    'set local role latchkey_app',
  ])
})

test('a name is for one text', async () => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const send = (...texts: string[]) =>
    sendTogether(
      client,
      texts.map((text) => ({ name: 'named', text, values: [] })),
    )
  await expect(send('select 1 as one', 'select 2 as two')).rejects.toThrow('two statements are called named')
  expect(await send('select 1 as one')).toMatchObject([{ rows: [{ one: 1 }] }])
  await expect(send('select 2 as two')).rejects.toThrow('two statements are called named')
  expect(await send('select 1 as one')).toMatchObject([{ rows: [{ one: 1 }] }])
  await client.end()
})
