import pg from 'pg'
import type { AdministrativeConnection, Database, DatabaseConfig } from './database.ts'
import type { Log } from './log.ts'
import { createPostgresqlHub } from './postgresql-hub.ts'
import { createUnits } from './units.ts'
import { valueTypes } from './value-types.ts'

const oldestVersion = 15

/** A refusal that the operator can do something about; its message says what. */
export class DatabaseRefusedError extends Error {
  override name = 'DatabaseRefusedError'
}

/** Opens PostgreSQL. A restart of the server fails the requests of that moment; later ones connect anew. */
export async function openPostgresql<Tables>(
  config: Extract<DatabaseConfig, { kind: 'postgresql' }>,
  log: Log,
): Promise<Database<Tables>> {
  const connection: pg.ClientConfig = {
    connectionString: config.url,
    application_name: 'latchkey',
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    types: valueTypes,
  }
  const pool = new pg.Pool({
    ...connection,
    max: config.poolSize ?? 10,
    idleTimeoutMillis: 60_000,
    // What was planned for a small table does not outlive its growth by much.
    maxLifetimeSeconds: 120,
    statement_timeout: 5000,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 10_000,
    // Short statements: one wrong guess of the planner made compiling one cost a hundred times what running it does.
    options: '-c jit=off',
  })
  // Without listeners a lost idle connection would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'lost an idle database connection'))
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await checkServer(pool, config.allowSuperuser === true)
  } catch (error) {
    await pool.end()
    throw error
  }

  const hub = createPostgresqlHub(connection, log)
  await hub.started
  return {
    kind: 'postgresql',
    ...createUnits<Tables>(pool),
    hub,
    administer: (unit) => administer({ ...connection, statement_timeout: 0, lock_timeout: 0 }, unit),
    async close() {
      await hub.close()
      await pool.end()
    },
  }
}

async function checkServer(pool: pg.Pool, allowSuperuser: boolean): Promise<void> {
  const { rows } = await pool.query<{ version: string; superuser: boolean; name: string }>(
    `select current_setting('server_version_num') as version, current_setting('is_superuser') = 'on' as superuser,
       session_user::text as name`,
  )
  const [server] = rows
  if (!server) throw new Error('the database did not say what it is')
  const version = Math.floor(Number(server.version) / 10_000)
  if (version < oldestVersion) {
    throw new DatabaseRefusedError(
      `This is PostgreSQL ${version}; Latchkey needs ${oldestVersion} or newer, on which its migrations and policies are tested.`,
    )
  }
  if (server.superuser && !allowSuperuser) {
    throw new DatabaseRefusedError(
      `DATABASE_URL signs in as "${server.name}", a superuser, whom row-level security does not bind: one slip ` +
        'would show one organisation to another. Make an ordinary role that owns the database ' +
        "(create role latchkey login createrole password '…'; alter database … owner to latchkey;), " +
        'or set LATCHKEY_ALLOW_SUPERUSER=yes to run without that lock.',
    )
  }
}

async function administer<T>(
  config: pg.ClientConfig,
  unit: (connection: AdministrativeConnection) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config)
  client.on('error', () => {}) // the statement that waits for it rejects
  await client.connect()
  try {
    return await unit(administrative(client))
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param client must be the caller's alone. */
export function administrative(client: pg.ClientBase): AdministrativeConnection {
  return {
    async run(sql) {
      await client.query(sql)
    },
    async rows<Row>(sql: string, parameters: readonly unknown[] = []) {
      const result = await client.query(sql, [...parameters])
      // The caller names the row's type as it names the statement's columns.
      return result.rows as Row[]
    },
  }
}
