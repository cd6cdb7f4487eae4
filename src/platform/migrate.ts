import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureAppRole } from './app-role.ts'
import type { AdministrativeConnection, Database } from './database.ts'
import { sha256 } from './hash.ts'

/** What keeps two starting processes from migrating at once: any number, the same in every version. */
const advisoryLock = 7_261_052_430
const fileName = /^\d{12}-[a-z0-9-]+\.sql$/

/** The migrations that were applied and those in the folder do not go together. Nothing was changed. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

/**
 * Applies the migrations of `folder` that the database has not seen, oldest first, each file in one transaction,
 * and returns their names. A second process waits for the first and then finds nothing to do.
 *
 * A migration is plain SQL, named by time (`202611210900-init.sql`), and final once applied.
 *
 * Before anything else it makes sure of the role that units of work switch to.
 *
 * @throws {RoleError} when that role is missing and this login may not make it.
 * @throws {MigrationError} when an applied file was changed or is missing, or when a new one is older than the
 * last applied.
 */
export function migrate<Tables>(database: Database<Tables>, folder: string): Promise<string[]> {
  return database.administer(async (connection) => {
    const files = await readMigrations(folder)
    await connection.rows('select pg_advisory_lock($1::bigint)', [advisoryLock])
    try {
      await ensureAppRole(connection)
      await connection.run(`create table if not exists schema_migrations (
        name text collate "C" primary key, sha256 text not null, applied_at timestamptz not null default now())`)
      const applied = await connection.rows<Applied>(
        'select name, sha256 from schema_migrations order by name',
      )
      const pending = findPending(files, applied)
      for (const file of pending) await apply(connection, file)
      return pending.map((file) => file.name)
    } finally {
      await connection.rows('select pg_advisory_unlock($1::bigint)', [advisoryLock])
    }
  })
}

interface Applied {
  readonly name: string
  readonly sha256: string
}

interface MigrationFile extends Applied {
  readonly sql: string
}

async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const misnamed = names.filter((name) => !fileName.test(name))
  if (misnamed.length > 0) {
    throw new MigrationError(`not named like 202611210900-what-it-does.sql: ${misnamed.join(', ')}`)
  }
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      return { name, sql, sha256: sha256(sql).toString('hex') }
    }),
  )
}

function findPending(files: readonly MigrationFile[], applied: readonly Applied[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  for (const { name, sha256: digest } of applied) {
    const file = byName.get(name)
    if (!file)
      throw new MigrationError(`${name} was applied to this database, but this version does not have it`)
    if (file.sha256 !== digest) throw new MigrationError(`${name} was changed after it had been applied`)
    byName.delete(name)
  }
  const last = applied.at(-1)?.name ?? ''
  const late = [...byName.keys()].filter((name) => name < last)
  if (late.length > 0) throw new MigrationError(`${late.join(', ')} came after ${last} had been applied`)
  return [...byName.values()]
}

async function apply(connection: AdministrativeConnection, file: MigrationFile): Promise<void> {
  try {
    await connection.run('begin')
    await connection.run(file.sql)
    await connection.rows('insert into schema_migrations (name, sha256) values ($1, $2)', [
      file.name,
      file.sha256,
    ])
    await connection.run('commit')
  } catch (cause) {
    await connection.run('rollback').catch(() => {}) // where this fails the connection is gone, and so is the work
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`migration ${file.name} failed${lineOf(file.sql, cause)}: ${reason}`, { cause })
  }
}

/** PostgreSQL names the character that it stumbled over; a person looks for the line. */
function lineOf(sql: string, error: unknown): string {
  if (!(error instanceof Error) || !('position' in error)) return ''
  const before = sql.slice(0, Number(error.position))
  return ` in line ${before.split('\n').length}`
}
