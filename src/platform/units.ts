import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CamelCasePlugin,
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { appRole } from './app-role.ts'
import type { Database } from './database.ts'

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
 *
 * @param unitPool the same pool, where units use it in a way of their own
 */
export function createUnits<Tables>(
  pool: pg.Pool,
  unitPool: PostgresPool = pool,
): Pick<Database<Tables>, 'within' | 'outside' | 'hot' | 'connections'> {
  const units = kyselyWith<Tables>(unitPool, () => new UnitDriver({ pool: unitPool }))
  const outside = kyselyWith<Tables>(pool, () => new OutsideDriver({ pool }))
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
        return await current.run(state, () => units.transaction().execute(unit))
      } finally {
        // What the unit started and did not wait for may open units of its own from now on.
        state.open = false
      }
    },
    async hot<Row>(name: string, sql: string, parameters: readonly unknown[]) {
      refuseInsideUnit()
      const { rows } = await pool.query<Record<string, unknown>>({ name, text: sql, values: [...parameters] })
      // The columns are the caller's: it names the row's type as it names the statement's columns.
      return rows.map(camelCaseKeys) as Row[]
    },
  }
}

/** How values come back, the same on both engines. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === pg.types.builtins.INT8) return Number
      // A day is a day, in no time zone: its text, not an instant.
      if (oid === pg.types.builtins.DATE) return String
      if (oid === pg.types.builtins.INTERVAL) return String
    }
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

/** `maintainNestedObjectKeys`: what is inside a `jsonb` value is data, not columns. */
function kyselyWith<Tables>(pool: PostgresPool, createDriver: () => PostgresDriver): Kysely<Tables> {
  const dialect = new PostgresDialect({ pool })
  dialect.createDriver = createDriver
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
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

/** The columns of the hot reads, which are few. */
const camelCaseOf = new Map<string, string>()

function camelCaseKeys(row: Record<string, unknown>): Record<string, unknown> {
  const renamed: Record<string, unknown> = {}
  for (const name in row) {
    let known = camelCaseOf.get(name)
    if (known === undefined) {
      known = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
      camelCaseOf.set(name, known)
    }
    renamed[known] = row[name]
  }
  return renamed
}
