import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyDatabase } from '../../test/embedded.ts'
import { type Database, openDatabase } from './database.ts'
import { connectEmbedded } from './embedded-database.ts'
import { type Engine, startEngine } from './embedded-engine.ts'
import type { Reply } from './embedded-worker.ts'
import { createLog } from './log.ts'
import { firstErrorCode, frame } from './wire.ts'

/** What PGlite does otherwise than PostgreSQL, and what stands against it. */

interface Tables {
  kept: { id: number; body: unknown }
}

const log = createLog({ level: 'silent' })
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const code = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error)

async function freshFolder(): Promise<string> {
  const { folder, drop } = await emptyDatabase()
  onTestFinished(drop)
  return folder
}

async function openFresh(): Promise<{ database: Database<Tables>; folder: string }> {
  const folder = await freshFolder()
  const database = await openDatabase<Tables>({ kind: 'embedded', folder }, log, () => {})
  await database.administer((connection) => connection.run('create table kept (id int, body jsonb)'))
  return { database, folder }
}

test('its version is pinned exactly: what it is hardened with reaches into it', async () => {
  const root = join(import.meta.dirname, '..', '..')
  const versions = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).dependencies
  const pglite = join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json')
  expect(versions['@electric-sql/pglite']).toBe(JSON.parse(await readFile(pglite, 'utf8')).version)
})

describe('the thread refuses to begin', () => {
  /** What it says first, started otherwise than `startEngine` does. */
  async function firstWord(options: ConstructorParameters<typeof Worker>[1]): Promise<Reply> {
    const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
      ...options,
      workerData: { folder: join(await freshFolder(), 'pg') },
    })
    const said = await new Promise<Reply>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    await worker.terminate()
    return said
  }

  test('where a commit would not reach the disk', async () => {
    const preload = join(import.meta.dirname, '..', '..', 'test', 'engine-without-sync.ts')
    const said = await firstWord({ resourceLimits: { stackSizeMb: 64 }, execArgv: ['--import', preload] })
    expect(said).toEqual({ kind: 'broken', reason: expect.stringContaining('not synced to disk') })
  })

  test('on a stack that a deep value would overflow', async () => {
    const said = await firstWord({ resourceLimits: { stackSizeMb: 4 } })
    expect(said).toEqual({ kind: 'broken', reason: expect.stringMatching(/deep value|did not answer/) })
  })
})

test('a value that is too deep undoes its whole unit, also after the folder was opened again', async () => {
  const { database, folder } = await openFresh()
  for (const levels of [6000, 20_000, 200_000]) {
    const unit = database.outside.transaction().execute(async (db) => {
      const insert = (id: number, body: string) => db.insertInto('kept').values({ id, body }).execute()
      await insert(1, '1')
      await insert(2, deep(levels))
      await insert(3, '3')
    })
    const outcome = await unit.then(() => 'stored', code)
    expect(outcome).toBeOneOf(['stored', '54001'])
    const rows = await database.outside.selectFrom('kept').select('id').orderBy('id').execute()
    expect(rows.map(({ id }) => id)).toEqual(outcome === 'stored' ? [1, 2, 3] : [])
    await database.outside.deleteFrom('kept').execute()
  }
  const swallowed = database.outside.transaction().execute(async (db) => {
    await db.insertInto('kept').values({ id: 1, body: '1' }).execute()
    await db
      .insertInto('kept')
      .values({ id: 2, body: deep(200_000) })
      .execute()
      .catch(() => {})
    await db
      .insertInto('kept')
      .values({ id: 3, body: '3' })
      .execute()
      .catch(() => {})
  })
  await expect(swallowed).rejects.toThrow()
  await database.close()
  const again = await openDatabase<Tables>({ kind: 'embedded', folder }, log)
  onTestFinished(() => again.close())
  expect(await again.outside.selectFrom('kept').select('id').execute()).toEqual([])
}, 120_000)

test.for([
  ['a deep value that is made inside', `select ('[' || repeat('[', 200000) || '1')::jsonb`],
  ['a statement of 20,000 brackets', `select ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
])('%s is an error, or the end of the engine, and never an empty answer', async ([, statement]) => {
  const engine = await startEngine(await freshFolder(), () => {})
  onTestFinished(() => engine.close())
  const answered = await engine.exchange(frame('Q', `${statement}\0`)).then(
    (answer) => firstErrorCode(answer) ?? 'success',
    () => 'ended',
  )
  expect(answered).not.toBe('success')
})

describe('one engine', () => {
  let engine: Engine
  beforeAll(async () => {
    const { folder, drop } = await emptyDatabase()
    engine = await startEngine(folder, () => {})
    return async () => {
      await engine.close()
      await drop()
    }
  })

  function connect(): Database<Tables> {
    const database = connectEmbedded<Tables>(engine, log)
    onTestFinished(() => database.close())
    return database
  }

  test('syncs what is committed', async () => {
    const settings = await connect().hot(
      'settings',
      `select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method,
         current_setting('full_page_writes') as pages`,
      [],
    )
    expect(settings).toEqual([{ fsync: 'on', method: 'fsync', pages: 'on' }])
  })

  test('lets timers and requests be served while a statement runs', async () => {
    const order: string[] = []
    const running = sql`select count(*) from generate_series(1, 2000000)`
      .execute(connect().outside)
      .then(() => order.push('statement'))
    for (let turn = 0; turn < 20; turn++) {
      await setImmediate()
      order.push('turn')
    }
    await running
    expect(order).toEqual([...Array(20).fill('turn'), 'statement'])
  })

  test('keeps nothing for the next connection that the last one left open or set', async () => {
    const said = [
      'create table kept (id int)',
      'begin; insert into kept values (1); create temp table left_over (id int); set search_path = elsewhere',
    ]
    for (const text of said)
      expect(firstErrorCode(await engine.exchange(frame('Q', `${text}\0`)))).toBeUndefined()
    const next = connect().outside
    expect(await next.selectFrom('kept').select('id').execute()).toEqual([])
    await expect(sql`select from left_over`.execute(next).catch(code)).resolves.toBe('42P01')
  })
})
