import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CamelCasePlugin,
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely'
import type pg from 'pg'
import { appRole } from './app-role.ts'
import type { Database } from './database.ts'
import { preparing } from './prepared.ts'
import { sendTogether } from './round-trip.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The unit of work that the code at hand runs in. */
interface Unit {
  readonly opening: string
  open: boolean
}
const current = new AsyncLocalStorage<Unit>()

/**
 * The three ways to run a statement, on one pool.
 *
 * A unit's transaction and its settings are one text of statements, which take no parameters: the tenant id is
 * checked to be a UUID, and nothing else is ever put into it.
 */
export function createUnits<Tables>(
  pool: pg.Pool,
): Pick<Database<Tables>, 'within' | 'outside' | 'hot' | 'connections'> {
  const unitPool = preparing(pool)
  const unitDriver = new UnitDriver({ pool: unitPool })
  const unitDialect = dialectOf(unitPool, unitDriver)
  unitDialect.createQueryCompiler = () => new SnakeCaseCompiler()
  const units = new Kysely<Tables>({ dialect: unitDialect })
  const outside = new Kysely<Tables>({
    dialect: dialectOf(pool, new OutsideDriver({ pool })),
    plugins: [new CamelCasePlugin(names)],
  })

  /** The transaction as units use it: Kysely's own lets a statement begin only when the one before has ended. */
  const atOnce = <T>(db: Transaction<Tables>, unit: (db: Transaction<Tables>) => Promise<T>): Promise<T> =>
    db.getExecutor().provideConnection((connection) => {
      const executor = db.getExecutor().withConnectionProvider({
        provideConnection: (consumer) => consumer(connection),
      })
      return unit(
        new Transaction({
          config: { dialect: unitDialect },
          dialect: unitDialect,
          driver: unitDriver,
          executor,
        }),
      )
    })
  return {
    outside,
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async within<T>(
      tenantId: string,
      access: 'read' | 'write',
      unit: (db: Transaction<Tables>) => Promise<T>,
    ) {
      if (!uuid.test(tenantId)) throw new TypeError('not a tenant id')
      refuseInsideUnit()
      const begin = access === 'read' ? 'begin read only' : 'begin'
      const state: Unit = {
        opening: `${begin}; set local role ${appRole}; set local latchkey.tenant_id = '${tenantId}'`,
        open: true,
      }
      try {
        return await current.run(state, () => units.transaction().execute((db) => atOnce(db, unit)))
      } finally {
        // What the unit started and did not wait for may open units of its own from now on.
        state.open = false
      }
    },
    async hot<Row>(name: string, sql: string, parameters: readonly unknown[]) {
      refuseInsideUnit()
      const client = await pool.connect()
      let failed = true
      try {
        const [outcome] = await sendTogether(client, [{ name, text: sql, values: parameters }])
        failed = false
        // The columns are the caller's: it names the row's type as it names the statement's columns.
        return (outcome?.rows ?? []) as Row[]
      } finally {
        client.release(failed)
      }
    },
  }
}

/** What is inside a `jsonb` value is data, not columns. */
const names = { maintainNestedObjectKeys: true }

const naming = new (class extends CamelCasePlugin {
  columnOf(name: string): string {
    return this.snakeCase(name)
  }
})(names)

/**
 * Writes each name as its column is called, as the plugin does, which copies the whole of a statement for it first. Rows of a unit have
 * their names already.
 */
class SnakeCaseCompiler extends PostgresQueryCompiler {
  override sanitizeIdentifier(identifier: string): string {
    return super.sanitizeIdentifier(naming.columnOf(identifier))
  }
}

function dialectOf(pool: PostgresPool, driver: PostgresDriver): PostgresDialect {
  const dialect = new PostgresDialect({ pool })
  dialect.createDriver = () => driver
  return dialect
}

class UnitDriver extends PostgresDriver {
  override async beginTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]) {
    const unit = current.getStore()
    if (!unit?.open) throw new Error('a unit of work is opened by within()')
    try {
      await connection.executeQuery(CompiledQuery.raw(unit.opening))
    } catch (error) {
      // Kysely does not roll back what did not open; without this the next unit gets an aborted connection.
      // Where the rollback fails as well, the driver discards the connection.
      await this.rollbackTransaction(connection).catch(() => {})
      throw error
    }
  }

  /** Pool and connections belong to the database, which closes them once. */
  override async destroy() {}
}

class OutsideDriver extends PostgresDriver {
  override async acquireConnection(
    options?: Parameters<PostgresDriver['acquireConnection']>[0],
  ): Promise<DatabaseConnection & Awaited<ReturnType<PostgresDriver['acquireConnection']>>> {
    refuseInsideUnit()
    return super.acquireConnection(options)
  }

  override async destroy() {}
}

function refuseInsideUnit() {
  if (current.getStore()?.open) {
    throw new Error('inside a unit of work use its own db: another connection would not see its changes')
  }
}
