import type { Kysely, Transaction } from 'kysely'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'

/** One database, PostgreSQL or embedded, with the same SQL and the same values on both. */
export interface Database<Tables> {
  readonly kind: 'postgresql' | 'embedded'
  /**
   * Runs `unit` in one transaction, read committed, as the role `latchkey_app` with the tenant set for the
   * row-level policies. Commits when `unit` fulfils, rolls back when it rejects. Runs it once: trying again after
   * 40001 or 40P01 is the caller's.
   *
   * @param access `read` opens the transaction read only: a write in it is refused (25006).
   * @throws {TypeError} when `tenantId` is no UUID.
   * @throws {Error} when called inside a unit that is still open: the second would wait for the first.
   */
  within<T>(
    tenantId: string,
    access: 'read' | 'write',
    unit: (db: Transaction<Tables>) => Promise<T>,
  ): Promise<T>
  /**
   * Statements and transactions as the login role, without a tenant: relay, retention, start-up. Exempt from
   * row-level security where the login owns the tables. Refused inside an open unit of work.
   */
  readonly outside: Kysely<Tables>
  /**
   * A named statement on the pool, in one round trip: for the few hot reads, each a definer function.
   * Rows come with camel-case names, as from Kysely. Refused inside an open unit of work.
   */
  hot<Row>(name: string, sql: string, parameters: readonly unknown[]): Promise<Row[]>
  /**
   * Lends one connection without the usual time limits, for migrations. It is not to be used afterwards. On the
   * embedded database everybody else waits meanwhile.
   */
  administer<T>(unit: (connection: AdministrativeConnection) => Promise<T>): Promise<T>
  readonly hub: Hub
  /** Connections of this process, for the metrics. */
  connections(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

export interface AdministrativeConnection {
  /** One or more statements without parameters. */
  run(sql: string): Promise<void>
  /** The rows of one statement, under the names that the database gives them. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
}

export type DatabaseConfig =
  | {
      readonly kind: 'embedded'
      /** Made when missing, mode 0700; one process at a time. */
      readonly folder: string
    }
  | {
      readonly kind: 'postgresql'
      readonly url: string
      /** Connections of this process, 10 unless told; one more listens. */
      readonly poolSize?: number
      /** A superuser is refused unless this says otherwise: row-level security does not bind it. */
      readonly allowSuperuser?: boolean
    }

/** Called once when the embedded database had to be given up; everything acknowledged is on disk. */
export type OnFatal = (error: Error) => void

/**
 * Opens the database and checks that it can be trusted: the embedded one is locked and self-checked, PostgreSQL
 * has to be 15 or newer, and its login no superuser.
 *
 * @param onFatal stops the process unless told otherwise: a supervisor starts it again, on the same folder.
 */
export async function openDatabase<Tables>(
  config: DatabaseConfig,
  log: Log,
  onFatal: OnFatal = (error) => {
    log.fatal(
      { err: error },
      'the embedded database stopped; everything acknowledged is on disk; start again',
    )
    process.exit(1)
  },
): Promise<Database<Tables>> {
  // Each engine is loaded when it is used: an installation on PostgreSQL never loads the embedded one.
  switch (config.kind) {
    case 'embedded': {
      const { openEmbedded } = await import('./embedded-database.ts')
      return openEmbedded<Tables>(config.folder, log, onFatal)
    }
    case 'postgresql': {
      const { openPostgresql } = await import('./postgresql-database.ts')
      return openPostgresql<Tables>(config, log)
    }
  }
}
