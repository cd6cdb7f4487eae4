import type { Tables } from '#domain/tables.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { connectEmbedded } from '#platform/embedded-database.ts'
import type { Log } from '#platform/log.ts'
import { copyOfTemplate as copyOfFolder } from './embedded.ts'
import { takeEngine } from './embedded-databases.ts'
import { copyOfTemplate } from './postgres.ts'

export type EngineKind = 'postgresql' | 'embedded'

/** The engine of this run: where a test does not name one, its database is there. */
export const engine: EngineKind =
  process.env['LATCHKEY_TEST_DATABASE'] === 'embedded' ? 'embedded' : 'postgresql'

/** A database of its own for one test: migrated, empty. */
export interface Store {
  /** Of PostgreSQL; null on the embedded database. */
  readonly url: string | null
  /** As a process opens it. On the embedded database one at a time. */
  open(log: Log): Promise<Database<Tables>>
  /** When all that was opened is closed. */
  drop(): Promise<void>
}

export async function takeStore(kind: EngineKind): Promise<Store> {
  if (kind === 'postgresql') {
    const { url, drop } = await copyOfTemplate()
    return { url, drop, open: (log) => openDatabase<Tables>({ kind, url, poolSize: 8 }, log) }
  }
  if (engine === 'embedded') {
    const taken = await takeEngine()
    return {
      url: null,
      open: async (log) => connectEmbedded<Tables>(taken.engine, log),
      drop: () => taken.giveBack(),
    }
  }
  // Between tests that run elsewhere an idle engine would only take memory.
  const { folder, drop } = await copyOfFolder()
  return { url: null, drop, open: (log) => openDatabase<Tables>({ kind, folder }, log, () => {}) }
}
