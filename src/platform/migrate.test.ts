import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { emptyDatabase, startPostgres } from '../../test/postgres.ts'
import { RoleError } from './app-role.ts'
import { openDatabase } from './database.ts'
import { newId } from './id.ts'
import { createLog } from './log.ts'
import { MigrationError, migrate } from './migrate.ts'

const log = createLog({ level: 'silent' })

async function freshHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-migrations-'))
  const { url, drop } = await emptyDatabase()
  const open = async () => {
    const database = await openDatabase<{ marks: { id: number } }>({ kind: 'postgresql', url }, log)
    opened.push(database)
    return database
  }
  const opened: { close(): Promise<void> }[] = []
  onTestFinished(async () => {
    for (const database of opened) await database.close()
    await drop()
    rmSync(folder, { recursive: true })
  })
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
  return { folder, write, open }
}

const first = '202601010000-first.sql'
const second = '202601020000-second.sql'

test('files are applied once, in order, and later ones later', async () => {
  const { folder, write, open } = await freshHouse()
  const database = await open()
  write(second, 'insert into marks values (2)')
  write(first, 'create table marks (id int); insert into marks values (1)')
  expect(await migrate(database, folder)).toEqual([first, second])
  expect(await migrate(database, folder)).toEqual([])
  write('202601030000-third.sql', 'insert into marks values (3)')
  expect(await migrate(database, folder)).toEqual(['202601030000-third.sql'])
  expect(await database.outside.selectFrom('marks').select('id').orderBy('id').execute()).toHaveLength(3)
})

test('a file that fails leaves nothing of itself, and says which line', async () => {
  const { folder, write, open } = await freshHouse()
  const database = await open()
  write(first, 'create table marks (id int)')
  write(second, 'insert into marks values (1);\ninsert into nowhere values (1)')
  await expect(migrate(database, folder)).rejects.toThrow(
    `${second} failed in line 2: relation "nowhere" does not exist`,
  )
  expect(await database.outside.selectFrom('marks').select('id').execute()).toEqual([])
  write(second, 'insert into marks values (1)')
  expect(await migrate(database, folder)).toEqual([second])
})

test('two processes that start at once apply each file once', async () => {
  const { folder, write, open } = await freshHouse()
  write(first, 'create table marks (id int); select pg_sleep(0.2)')
  const [one, other] = [await open(), await open()]
  const applied = await Promise.all([migrate(one, folder), migrate(other, folder)])
  expect(applied.flat()).toEqual([first])
})

test('an applied file that was changed or is missing, a late one and a misnamed one are refused', async () => {
  const { folder, write, open } = await freshHouse()
  const database = await open()
  write(second, 'create table marks (id int)')
  await migrate(database, folder)

  write(first, 'select 1')
  await expect(migrate(database, folder)).rejects.toThrow(MigrationError)
  await expect(migrate(database, folder)).rejects.toThrow(`${first} came after ${second}`)
  rmSync(join(folder, first))
  write(second, 'create table marks (id bigint)')
  await expect(migrate(database, folder)).rejects.toThrow('was changed after it had been applied')
  rmSync(join(folder, second))
  await expect(migrate(database, folder)).rejects.toThrow('this version does not have it')
  write('init.sql', 'select 1')
  await expect(migrate(database, folder)).rejects.toThrow('not named like')
})

test('a login that may not make the role is told what to run, and then starts', async () => {
  // A cluster of its own: roles are shared by all databases of one.
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  const run = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  await run("create role plain login password 'plain'", 'create database house owner plain')
  const url = new URL(server.url)
  Object.assign(url, { username: 'plain', password: 'plain', pathname: '/house' })
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const database = await openDatabase({ kind: 'postgresql', url: url.href }, log)
  onTestFinished(() => database.close())

  const refused = await migrate(database, folder).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(RoleError)
  const remedy = String(refused).split('\n').slice(2)
  expect(remedy).toHaveLength(3)
  await run(...remedy)
  expect(await migrate(database, folder)).toEqual([])
  expect(await database.within(newId(), 'read', async () => 'works')).toBe('works')
}, 30_000)
