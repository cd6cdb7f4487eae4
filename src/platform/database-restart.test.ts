import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { makeOwner, ownerUrl, type PostgresServer, startPostgres } from '../../test/postgres.ts'
import { openDatabase } from './database.ts'
import { newId } from './id.ts'
import { createLog } from './log.ts'

const log = createLog({ level: 'silent' })
const tenant = newId()

async function startWithOwner(): Promise<{ server: PostgresServer; url: string }> {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  await makeOwner(server.url)
  const url = ownerUrl(server.url, 'house')
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create database house owner latchkey_test')
  await client.end()
  return { server, url }
}

test('a server that restarts under load fails the requests of that moment, and no others', async () => {
  const { server, url } = await startWithOwner()
  const database = await openDatabase<{ marks: { id: string } }>({ kind: 'postgresql', url }, log)
  onTestFinished(() => database.close())
  await database.administer((connection) =>
    connection.run(`create role latchkey_app nologin; grant latchkey_app to current_user;
      create table marks (id uuid primary key); grant all on marks to latchkey_app`),
  )

  const acknowledged: string[] = []
  const failures: unknown[] = []
  let running = true
  const caller = async () => {
    while (running) {
      const id = newId()
      await database
        .within(tenant, 'write', (db) => db.insertInto('marks').values({ id }).execute())
        .then(() => acknowledged.push(id))
        .catch((error: unknown) => failures.push(error))
      // Also when every call fails at once, the restart gets its turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const callers = Array.from({ length: 16 }, caller)
  const reach = async (count: number) => {
    while (acknowledged.length < count) await new Promise((resolve) => setImmediate(resolve))
  }
  const gaps: boolean[] = []
  database.hub.onGap(() => gaps.push(database.hub.listening))

  await reach(100)
  await server.restart()
  const before = acknowledged.length
  await reach(before + 100)
  running = false
  await Promise.all(callers)

  expect(failures.length).toBeGreaterThan(0)
  for (const failure of failures) expect(failure).toBeInstanceOf(Error)
  // Everything works again: as many calls at once as there are connections, and more.
  await Promise.all(
    Array.from({ length: 30 }, () =>
      database.within(tenant, 'read', (db) => db.selectFrom('marks').select('id').limit(1).execute()),
    ),
  )
  const stored = await database.within(tenant, 'read', (db) => db.selectFrom('marks').select('id').execute())
  const ids = new Set(stored.map((row) => row.id))
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
  await expect.poll(() => gaps, { timeout: 10_000 }).toEqual([false, true])
}, 60_000)

test('notices reach the other process, and after a cut connection both know that some are missing', async () => {
  const { server, url } = await startWithOwner()
  const open = async () => {
    const database = await openDatabase({ kind: 'postgresql', url }, log)
    onTestFinished(() => database.close())
    return database
  }
  const [one, other] = [await open(), await open()]
  const heard: string[] = []
  other.hub.subscribe('topic', (notice) => heard.push(notice.id))
  const echoes: string[] = []
  one.hub.subscribe('topic', (notice) => echoes.push(notice.id))
  const notices = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ topic: 'topic', tenantId: tenant, id: `${from + i}` }))
  const range = (count: number) => Array.from({ length: count }, (_, i) => `${i}`)

  // More than one payload holds.
  one.hub.publish(notices(0, 300))
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(300)
  expect(heard).toEqual(range(300))
  expect(echoes).toEqual(range(300))

  const gaps: string[] = []
  one.hub.onGap(() => gaps.push(`one ${one.hub.listening}`))
  other.hub.onGap(() => gaps.push(`other ${other.hub.listening}`))
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' or query like 'select 1'
    or query like 'select pg_notify%'`)
  await client.end()
  await expect
    .poll(() => [...gaps].sort(), { timeout: 5000 })
    .toEqual(['one false', 'one true', 'other false', 'other true'])

  // What is published while nobody can be told goes out later; of too much, the others hear that it is missing.
  one.hub.publish(notices(300, 10))
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(310)
  one.hub.publish(notices(0, 1001))
  await expect.poll(() => gaps.slice(4), { timeout: 5000 }).toEqual(['other true'])
  expect(heard).toHaveLength(310)
}, 30_000)

test('a listening connection that falls silent is given up, and replaced', async () => {
  const { server, url } = await startWithOwner()
  const database = await openDatabase({ kind: 'postgresql', url, poolSize: 2 }, log)
  onTestFinished(() => database.close())
  const gaps: boolean[] = []
  database.hub.onGap(() => gaps.push(database.hub.listening))
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where query = 'listen latchkey' or query = 'select 1'`,
  )
  await client.end()
  expect(rows).toHaveLength(1)
  const pid = rows[0]?.pid ?? 0
  process.kill(pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(pid, 'SIGCONT'))
  await expect.poll(() => gaps, { timeout: 8000 }).toEqual([false, true])
}, 30_000)

test('a superuser is refused with the reason, unless the operator says otherwise', async () => {
  const { server } = await startWithOwner()
  await expect(openDatabase({ kind: 'postgresql', url: server.url }, log)).rejects.toThrow(
    /"postgres", a superuser, whom row-level security does not bind.*LATCHKEY_ALLOW_SUPERUSER=yes/,
  )
  const database = await openDatabase({ kind: 'postgresql', url: server.url, allowSuperuser: true }, log)
  await database.close()
})

test('a server that is not there rejects the opening', async () => {
  await expect(
    openDatabase({ kind: 'postgresql', url: 'postgresql://nobody@127.0.0.1:1/none' }, log),
  ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
