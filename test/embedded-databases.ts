import type { AdministrativeConnection } from '#platform/database.ts'
import { connectEmbedded } from '#platform/embedded-database.ts'
import { type Engine, startEngine } from '#platform/embedded-engine.ts'
import { createLog } from '#platform/log.ts'
import { copyOfTemplate } from './embedded.ts'

/**
 * The embedded databases that tests take turns with where all of them run there. Starting an engine takes more than a
 * second of a processor, and deleting the rows that a test has left some milliseconds: so an engine goes from test to
 * test of a process, emptied in between, as long as it still has the template's schema and is small.
 */

/** Beyond this a fresh copy is cheaper, and nearer to what an organisation starts with. */
const largestKeptBytes = 2_000_000

interface Started {
  readonly engine: Engine
  readonly schema: string
  drop(): Promise<void>
}

/** Of this process, waiting for the next test. */
const idle: Started[] = []

export interface TakenEngine {
  readonly engine: Engine
  /** For the next test. What no test can use any more goes, thread and folder. */
  giveBack(): Promise<void>
}

/** An engine on a migrated database without a row. */
export async function takeEngine(): Promise<TakenEngine> {
  const started = idle.pop() ?? (await start())
  return {
    engine: started.engine,
    async giveBack() {
      if (await emptied(started)) {
        idle.push(started)
      } else {
        await started.engine.close()
        await started.drop()
      }
    },
  }
}

async function start(): Promise<Started> {
  const { folder, drop } = await copyOfTemplate()
  const engine = await startEngine(folder, () => {})
  return { engine, drop, schema: await administer(engine, schemaOf) }
}

/** Deletes every row of the last test. False where only a fresh copy will do. */
async function emptied({ engine, schema }: Started): Promise<boolean> {
  try {
    return await administer(engine, async (connection) => {
      if ((await schemaOf(connection)) !== schema) return false
      const [tables] = await connection.rows<{ bytes: number; deletes: string | null }>(
        `select coalesce(sum(size), 0)::int as bytes, string_agg(format('delete from %s', t), ';') as deletes
         from (select oid::regclass as t, pg_relation_size(oid) as size from pg_class
               where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'schema_migrations') as tables
         where size > 0`,
      )
      if (!tables || tables.bytes > largestKeptBytes) return false
      // As a replica: no trigger and no foreign key has a say in what goes first.
      if (tables.deletes) await connection.run(`set session_replication_role = replica; ${tables.deletes}`)
      await connection.run('select setval(seqrelid, seqstart, false) from pg_sequence')
      return true
    })
  } catch {
    // The test has ended it.
    return false
  }
}

/**
 * Another value after every change of tables, functions, policies, roles or rights: each writes its row anew. The
 * event triggers that tell it on PostgreSQL do not fire in an engine of one user.
 */
async function schemaOf(connection: AdministrativeConnection): Promise<string> {
  const states = catalogues.map((name) => `select count(*), max(xmin::text::bigint) as newest from ${name}`)
  const rows = await connection.rows(states.join(' union all '))
  return JSON.stringify(rows)
}

const catalogues = [
  'pg_class',
  'pg_attribute',
  'pg_attrdef',
  'pg_constraint',
  'pg_index',
  'pg_proc',
  'pg_policy',
  'pg_trigger',
  'pg_type',
  'pg_namespace',
  'pg_authid',
  'pg_auth_members',
  'pg_database',
  'pg_db_role_setting',
]

/** Over a connection of its own, which begins with a clean session. */
async function administer<T>(
  engine: Engine,
  unit: (connection: AdministrativeConnection) => Promise<T>,
): Promise<T> {
  const database = connectEmbedded(engine, createLog({ level: 'silent' }))
  try {
    return await database.administer(unit)
  } finally {
    await database.close()
  }
}
