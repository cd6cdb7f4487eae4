import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { emptyDatabase, emptyFolder } from '../../test/embedded.ts'
import { openDatabase } from './database.ts'
import { startEngine } from './embedded-engine.ts'
import { newId } from './id.ts'
import { createLog } from './log.ts'
import { firstErrorCode, frame } from './wire.ts'

const log = createLog({ level: 'silent' })
const writer = join(import.meta.dirname, '..', '..', 'test', 'embedded-writer.ts')

async function freshFolder(): Promise<string> {
  const { folder, drop } = await emptyDatabase()
  onTestFinished(drop)
  return folder
}

interface Writer {
  readonly process: ChildProcess
  readonly acknowledged: string[]
  readonly ready: Promise<void>
  readonly closed: Promise<unknown>
}

function startWriter(folder: string): Writer {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: string[] = []
  const ready = Promise.withResolvers<void>()
  const lines = createInterface(child.stdout)
  const closed = once(lines, 'close')
  lines.on('line', (line) => (line === 'ready' ? ready.resolve() : acknowledged.push(line)))
  child.on('exit', () => ready.reject(new Error('the writer ended before it was ready')))
  return { process: child, acknowledged, ready: ready.promise, closed }
}

/** Each is a start and a recovery; many more, with `LATCHKEY_TEST_KILLS`, where the engine or its file system changes. */
const kills = Number(process.env['LATCHKEY_TEST_KILLS'] ?? 8)

test(
  'kills during writes lose nothing that was acknowledged',
  async () => {
    const folder = await freshFolder()
    const acknowledged: string[] = []
    for (let round = 0; round < kills; round++) {
      const child = startWriter(folder)
      await child.ready
      // Killed after a different number of writes each time, in the middle of whatever comes next.
      const enough = 1 + Math.floor(Math.random() * 40)
      while (child.acknowledged.length < enough) await new Promise((resolve) => setImmediate(resolve))
      child.process.kill('SIGKILL')
      await child.closed
      acknowledged.push(...child.acknowledged)
    }

    const database = await openDatabase<{ marks: { id: string; seen: number } }>(
      { kind: 'embedded', folder },
      log,
    )
    onTestFinished(() => database.close())
    const rows = await database.outside.selectFrom('marks').select(['id', 'seen']).execute()
    const stored = new Set(rows.map((row) => row.id))
    expect(acknowledged.length).toBeGreaterThan(kills * 5)
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    // Both rows of a unit, or neither.
    expect(rows.length % 2).toBe(0)
    // The indices say the same as the table.
    const byIndex = await database.outside.transaction().execute(async (db) => {
      await sql`set local enable_seqscan = off`.execute(db)
      await sql`set local enable_bitmapscan = off`.execute(db)
      return db.selectFrom('marks').select(['id', 'seen']).orderBy('seen').orderBy('id').execute()
    })
    expect(new Map(byIndex.map((row) => [row.id, row.seen]))).toEqual(
      new Map(rows.map((row) => [row.id, row.seen])),
    )
  },
  60_000 + kills * 10_000,
)

test('a second process, and a second opening in the same one, are refused by name of the folder', async () => {
  const folder = await freshFolder()
  const child = startWriter(folder)
  await child.ready
  await expect(openDatabase({ kind: 'embedded', folder }, log)).rejects.toThrow(
    `${folder} is in use by another`,
  )
  child.process.kill('SIGKILL')
  await child.closed

  const database = await openDatabase({ kind: 'embedded', folder }, log)
  await expect(openDatabase({ kind: 'embedded', folder }, log)).rejects.toThrow(
    `${folder} is in use by another`,
  )
  await database.close()
  await (await openDatabase({ kind: 'embedded', folder }, log)).close()
}, 60_000)

test('the folder is closed to others, also when it was open to them before', async () => {
  const { folder, drop } = await emptyFolder()
  onTestFinished(drop)
  mkdirSync(folder, { mode: 0o755 })
  const database = await openDatabase({ kind: 'embedded', folder }, log)
  await database.close()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
}, 30_000)

test('a statement that runs away is ended by the watchdog: everybody is told, and the folder opens again', async () => {
  const folder = await freshFolder()
  const fatal = Promise.withResolvers<Error>()
  const engine = await startEngine(folder, fatal.resolve)
  await engine.exchange(frame('Q', 'create table kept (id int); insert into kept values (1)\0'))
  engine.limitMs = 300
  const runaway = engine.exchange(frame('Q', 'select count(*) from generate_series(1, 1e12::bigint)\0'))
  const queued = engine.exchange(frame('Q', 'select 1\0'))
  const outcomes = await Promise.allSettled([runaway, queued])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
  expect((await fatal.promise).message).toContain('ran for more than 300 ms')
  await expect(engine.exchange(frame('Q', 'select 1\0'))).rejects.toThrow('ran for more than 300 ms')

  const again = await startEngine(folder, () => {})
  expect(firstErrorCode(await again.exchange(frame('Q', 'select * from kept\0')))).toBeUndefined()
  await again.close()
}, 60_000)

test('an internal error of the engine ends it: what it holds in memory is not believed any more', async () => {
  const folder = await freshFolder()
  const fatal = Promise.withResolvers<Error>()
  const database = await openDatabase({ kind: 'embedded', folder }, log, fatal.resolve)
  const broken = sql`do $$ begin raise exception 'torn page' using errcode = 'XX000'; end $$`.execute(
    database.outside,
  )
  await expect(broken).rejects.toThrow()
  expect((await fatal.promise).message).toContain('XX000')
  await expect(sql`select 1`.execute(database.outside)).rejects.toThrow()
  await database.close()
  await (await openDatabase({ kind: 'embedded', folder }, log)).close()
}, 60_000)

test('when the engine ends, what waits rejects and what comes later too', async () => {
  const folder = await freshFolder()
  const fatal = Promise.withResolvers<Error>()
  const engine = await startEngine(folder, fatal.resolve)
  const waiting = engine.exchange(frame('Q', 'select pg_sleep(5)\0'))
  engine.kill(new Error('killed'))
  await expect(waiting).rejects.toThrow('killed')
  expect((await fatal.promise).message).toBe('killed')
}, 30_000)

test('closing waits for what is running, and is no accident', async () => {
  const folder = await freshFolder()
  let accidents = 0
  const database = await openDatabase<{ marks: { id: string } }>({ kind: 'embedded', folder }, log, () => {
    accidents += 1
  })
  await database.administer((connection) => connection.run('create table marks (id uuid)'))
  const id = newId()
  const begun = Promise.withResolvers<void>()
  const writing = database.outside.transaction().execute(async (db) => {
    await db.insertInto('marks').values({ id }).execute()
    begun.resolve()
    await sql`select pg_sleep(0.2)`.execute(db)
  })
  await begun.promise
  await Promise.all([database.close(), writing])
  const again = await openDatabase<{ marks: { id: string } }>({ kind: 'embedded', folder }, log)
  expect(await again.outside.selectFrom('marks').selectAll().execute()).toEqual([{ id }])
  await again.close()
  expect(accidents).toBe(0)
}, 60_000)
