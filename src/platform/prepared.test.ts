import { type Generated, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase } from '../../test/postgres.ts'
import { type Database, openDatabase } from './database.ts'
import { newId } from './id.ts'
import { createLog } from './log.ts'
import { preparing } from './prepared.ts'

interface Tables {
  notes: { id: Generated<number>; body: string }
}

const tenant = newId()
let database: Database<Tables>
let url: string
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await emptyDatabase()
  drop = made.drop
  url = made.url
  database = await openDatabase(
    { kind: 'postgresql', url: made.url, poolSize: 1 },
    createLog({ level: 'silent' }),
  )
  await database.administer((connection) =>
    connection.run(`
      do $$ begin create role latchkey_app nologin; exception when duplicate_object or unique_violation then null; end $$;
      do $$ begin execute format('grant latchkey_app to %I', current_user); exception when others then null; end $$;
      create table notes (id serial primary key, body text not null);
      grant usage on schema public to latchkey_app;
      grant all on notes to latchkey_app;
      insert into notes (body) values ('one'), ('two')`),
  )
})
afterAll(async () => {
  await database.close()
  await drop()
})

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
  await insert(7)
  expect(await read(7)).toEqual([{ body: 'again' }])
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
