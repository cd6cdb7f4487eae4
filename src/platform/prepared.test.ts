import { sql, type Transaction } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NotesTables, openNotes } from '../../test/notes-database.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import { later, laterSurely } from './later.ts'
import { preparing } from './prepared.ts'

const tenant = newId()
let database: Database<NotesTables>
let url: string
let close: () => Promise<void>

beforeAll(async () => {
  ;({ database, url, close } = await openNotes())
})
afterAll(() => close())

const read = (id: number) =>
  database.within(tenant, 'read', (db) =>
    db.selectFrom('notes').select('body').where('id', '=', id).execute(),
  )
const readAll = (id: number) =>
  database.within(tenant, 'read', (db) => db.selectFrom('notes').selectAll().where('id', '=', id).execute())
const latest = () =>
  database.within(tenant, 'read', (db) =>
    db.selectFrom('notes').select('id').where('id', '>', 0).orderBy('id', 'desc').limit(1).execute(),
  )
const kept = async () => {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where name like 'u%'`.execute(database.outside)
  return rows.map(({ statement }) => statement)
}

test('a statement of a unit is prepared once for a connection, whatever its values', async () => {
  expect(await read(1)).toEqual([{ body: 'one' }])
  expect(await read(2)).toEqual([{ body: 'two' }])
  expect(await kept()).toEqual(['select "body" from "notes" where "id" = $1'])
})

test('lists and statements that name no columns are planned each time', async () => {
  await readAll(1)
  await latest()
  expect(await kept()).toHaveLength(1)
})

test('a column that is added meanwhile breaks no statement that was run before', async () => {
  await readAll(1)
  await read(1)
  await database.administer((connection) => connection.run('alter table notes add column extra text'))
  expect(await readAll(1)).toEqual([{ id: 1, body: 'one', extra: null }])
  expect(await read(1)).toEqual([{ body: 'one' }])
})

test('a statement that fails leaves its connection in order', async () => {
  const insert = (id: number) =>
    database.within(tenant, 'write', (db) => db.insertInto('notes').values({ id, body: 'again' }).execute())
  await expect(insert(1)).rejects.toMatchObject({ code: '23505' })
  await insert(907)
  expect(await read(907)).toEqual([{ body: 'again' }])
})

test('where a transaction cannot begin, its first statement has not run, and no other one is sent', async () => {
  const pool = preparing(new pg.Pool({ connectionString: url, max: 1 }))
  const client = await pool.connect()
  await client.query('begin nonsense; set local work_mem = 1000', [])
  for (const body of ['first', 'second'])
    await expect(client.query('insert into notes (body) values ($1)', [body])).rejects.toThrow('nonsense')
  await expect(client.query('commit', [])).rejects.toThrow('nonsense')
  client.release()
  await pool.end()
  const written = await database.outside
    .selectFrom('notes')
    .select('body')
    .where('body', 'in', ['first', 'second'])
    .execute()
  expect(written).toEqual([])
})

/** How many round trips a unit takes: what its connection sends is watched as it leaves. */
async function tripsOf(
  unit: (db: Transaction<NotesTables>) => Promise<unknown>,
  access: 'read' | 'write' = 'write',
): Promise<number> {
  let trips = 0
  const query = pg.Client.prototype.query
  const watched = function (this: pg.Client, ...args: Parameters<typeof query>) {
    trips += 1
    return query.apply(this, args)
  }
  pg.Client.prototype.query = watched as unknown as typeof query
  try {
    await database.within(tenant, access, unit)
    return trips
  } finally {
    pg.Client.prototype.query = query
  }
}

const insert = (db: Transaction<NotesTables>, body: string) => db.insertInto('notes').values({ body })
const bodies = async (like: string) => {
  const rows = await database.outside.selectFrom('notes').select('body').where('body', 'like', like).execute()
  return rows.map(({ body }) => body).sort()
}

test('statements that begin at the same moment travel together, each with its own rows', async () => {
  const found: unknown[] = []
  const trips = await tripsOf(async (db) => {
    const one = (id: number) => db.selectFrom('notes').select('body').where('id', '=', id).execute()
    found.push(...(await Promise.all([one(1), one(2), one(1)])))
  })
  expect(found).toEqual([[{ body: 'one' }], [{ body: 'two' }], [{ body: 'one' }]])
  // Those three, and the commit.
  expect(trips).toBe(2)
})

test('a unit that only reads takes no round trip to end, writes nothing, and leaves its connection in order', async () => {
  const one = (db: Transaction<NotesTables>) =>
    db.selectFrom('notes').select('body').where('id', '=', 1).execute()
  expect(await tripsOf(one, 'read')).toBe(1)
  const two = async (db: Transaction<NotesTables>) => {
    await one(db)
    const { rows } = await sql<{ role: string; tenant: string }>`
      select current_user::text as role, current_setting('latchkey.tenant_id') as tenant`.execute(db)
    expect(rows).toEqual([{ role: 'latchkey_app', tenant }])
  }
  expect(await tripsOf(two, 'read')).toBe(2)
  const written = database.within(tenant, 'read', (db) => insert(db, 'read only').execute())
  await expect(written).rejects.toMatchObject({ code: '25006' })
  const writtenLater = database.within(tenant, 'read', async (db) => {
    await insert(db, 'read only').modifyEnd(later).execute()
    await one(db)
  })
  await expect(writtenLater).rejects.toMatchObject({ code: '25006' })
  const writtenLast = database.within(tenant, 'read', (db) =>
    insert(db, 'read only').modifyEnd(later).execute(),
  )
  await expect(writtenLast).rejects.toMatchObject({ code: '25006' })
  await database.within(tenant, 'write', two)
  const { rows } = await sql<{ role: string }>`select current_user::text as role`.execute(database.outside)
  expect(rows[0]?.role).not.toBe('latchkey_app')
})

test('what may go later travels with the next statement, which sees it, or with the commit', async () => {
  const trips = await tripsOf(async (db) => {
    await insert(db, 'later 1').modifyEnd(later).execute()
    const seen = await db.selectFrom('notes').select('body').where('body', '=', 'later 1').execute()
    expect(seen).toHaveLength(1)
    await insert(db, 'later 2').modifyEnd(later).execute()
    await insert(db, 'later 3').modifyEnd(laterSurely).execute()
  })
  expect(trips).toBe(2)
  expect(await bodies('later%')).toEqual(['later 1', 'later 2', 'later 3'])
})

test('nothing of a unit stays where what went later fails, or changes nothing although it had to', async () => {
  const unit = (statement: (db: Transaction<NotesTables>) => Promise<unknown>) =>
    database.within(tenant, 'write', async (db) => {
      await insert(db, 'undone').modifyEnd(later).execute()
      await statement(db)
    })
  const again = unit((db) =>
    db.insertInto('notes').values({ id: 1, body: 'undone' }).modifyEnd(later).execute(),
  )
  await expect(again).rejects.toMatchObject({ code: '23505' })
  const none = unit((db) =>
    db.updateTable('notes').set({ body: 'undone' }).where('id', '=', -1).modifyEnd(laterSurely).execute(),
  )
  await expect(none).rejects.toMatchObject({ code: '22012' })
  await unit((db) =>
    db.updateTable('notes').set({ body: 'x' }).where('id', '=', -1).modifyEnd(later).execute(),
  )
  expect(await bodies('undone')).toEqual(['undone'])
  const thrown = unit(() => Promise.reject(new Error('changed my mind')))
  await expect(thrown).rejects.toThrow('changed my mind')
  expect(await bodies('undone')).toEqual(['undone'])
})

test('a statement that failed the first time is prepared when it comes again', async () => {
  const once = (id: number) =>
    database.within(tenant, 'write', (db) =>
      db.insertInto('notes').values({ id, body: 'prepared' }).returning(['id', 'body']).execute(),
    )
  for (let turn = 0; turn < 2; turn++) await expect(once(1)).rejects.toMatchObject({ code: '23505' })
  expect(await once(901)).toEqual([{ id: 901, body: 'prepared' }])
  expect(await once(902)).toEqual([{ id: 902, body: 'prepared' }])
})
