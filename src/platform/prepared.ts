import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { sha256 } from './hash.ts'

/** Statements that a connection keeps; the rest are planned each time. */
const mostNames = 400
const longest = 4000

/**
 * Whether a statement is worth keeping, and safe to. Lists are not: which plan is good hangs on what is asked for, so PostgreSQL plans them each
 * time. Nor is what names no columns: a migration that adds one, beside a process that still runs, would break the kept plan.
 */
const isKept = (text: string) =>
  text.length <= longest && !/\blimit\b|(?:select|returning) \*|\.\*/i.test(text)

/**
 * The pool, with its statements prepared once for each connection: parsing and planning a small one costs PostgreSQL several times what
 * running it does. The pool should end its connections after some minutes, since a plan may have been made when a table was small.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()

  function nameOf(text: string): string | undefined {
    const known = names.get(text)
    if (known || names.size >= mostNames || !isKept(text)) return known
    const name = `u${sha256(text).toString('base64url')}`
    names.set(text, name)
    return name
  }

  const wrap = (client: pg.PoolClient): PostgresPoolClient => ({
    // Kysely hands over a text with its values; of cursors, which it knows as well, none is used here.
    query: ((text: string, values: readonly unknown[] = []) => {
      const name = values.length > 0 ? nameOf(text) : undefined
      return client.query({ ...(name !== undefined && { name }), text, values: [...values] })
    }) as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  })

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const wrapped = clients.get(client) ?? wrap(client)
      clients.set(client, wrapped)
      return wrapped
    },
  }
}
