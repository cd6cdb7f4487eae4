import pg from 'pg'
import type { Database, OnFatal } from './database.ts'
import { type Engine, startEngine, usualLimitMs } from './embedded-engine.ts'
import { EmbeddedStream } from './embedded-stream.ts'
import { createLocalHub } from './local-hub.ts'
import type { Log } from './log.ts'
import { administrative } from './postgresql-database.ts'
import { createUnits } from './units.ts'
import { valueTypes } from './value-types.ts'

/** Migrations and imports may take this long for one statement. */
const administrativeLimitMs = 600_000

/**
 * Opens the database in `folder`: one connection, for which everybody queues.
 *
 * @throws {FolderInUseError}
 */
export async function openEmbedded<Tables>(
  folder: string,
  log: Log,
  onFatal: OnFatal,
): Promise<Database<Tables>> {
  const engine = await startEngine(folder, onFatal)
  const database = connectEmbedded<Tables>(engine, log)
  return {
    ...database,
    async close() {
      await database.close()
      await engine.close()
    },
  }
}

/** The one connection to an engine that somebody else started, and ends. */
export function connectEmbedded<Tables>(engine: Engine, log: Log): Database<Tables> {
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    // Longer than the engine's own limit for one statement: whoever waits longer waits for a queue.
    connectionTimeoutMillis: 15_000,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    types: valueTypes,
    stream: () => new EmbeddedStream(engine) as never,
  })
  pool.on('error', (error) => log.warn({ err: error }, 'lost the embedded connection'))
  pool.on('connect', (client) => client.on('error', () => {}))
  const hub = createLocalHub(log)

  return {
    kind: 'embedded',
    ...createUnits<Tables>(pool),
    hub,
    async administer(unit) {
      const client = await pool.connect()
      engine.limitMs = administrativeLimitMs
      try {
        return await unit(administrative(client))
      } finally {
        engine.limitMs = usualLimitMs
        client.release()
      }
    },
    async close() {
      await hub.close()
      await pool.end()
    },
  }
}
