import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
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

const nothing = (command: string): pg.QueryResult => ({
  command,
  rowCount: null,
  oid: 0,
  fields: [],
  rows: [],
})

/**
 * A statement behind those that open its transaction, in one round trip. They share one synchronisation: where one of them fails,
 * PostgreSQL skips everything behind it, so that the statement runs in that transaction or not at all (PostgreSQL, "Message Flow",
 * Extended Query, and Pipelining). The connection is given up when anything fails: what it has prepared is not certain then.
 */
function queryWithOpening(
  client: pg.PoolClient,
  opening: readonly string[],
  statement: { readonly name?: string; readonly text: string; readonly values: unknown[] },
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    // As one message of the simple protocol it would be outside of that synchronisation.
    const config: pg.QueryConfig & { queryMode: 'extended' } = { ...statement, queryMode: 'extended' }
    const query = new pg.Query(config, (error: Error | undefined, results: unknown) => {
      // One for each statement; the last is the caller's.
      if (error) reject(error)
      else resolve((results as pg.QueryResult[]).at(-1) as pg.QueryResult)
    })
    const submit = query.submit.bind(query)
    query.submit = (connection) => {
      connection.stream.cork()
      try {
        for (const text of opening) {
          connection.parse({ name: '', text, types: [] }, true)
          connection.bind({ portal: '', statement: '', values: [] }, true)
          connection.execute(null, true)
        }
        return submit(connection)
      } finally {
        connection.stream.uncork()
      }
    }
    client.query(query)
  })
}

/**
 * The pool as units use it: the transaction is opened together with the first statement, and statements are prepared once for each connection: parsing and planning a small one costs PostgreSQL several times what
 * running it does. The pool should end its connections after some minutes, since a plan may have been made when a table was small.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()

  function nameOf(text: string): string | undefined {
    const known = names.get(text)
    if (known || names.size >= mostNames || !isKept(text)) return known
    const name = `u${sha256(text).toString('base64url')}`
    names.set(text, name)
    return name
  }

  /** A client as one unit holds it. */
  function lend(client: pg.PoolClient): PostgresPoolClient {
    let opening: readonly string[] | undefined
    let failed: Error | undefined

    async function query(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
      // Kysely begins, commits and rolls back by these words, and nothing else does.
      if (text.startsWith('begin')) {
        opening = text.split('; ')
        return nothing('BEGIN')
      }
      const isEnd = text === 'commit' || text === 'rollback'
      if (isEnd && opening) return nothing(text.toUpperCase())
      if (failed && text === 'rollback') return nothing('ROLLBACK')
      // Outside of its transaction a statement would be the login's own, whom no policy binds.
      if (failed) throw failed
      const name = values.length > 0 ? nameOf(text) : undefined
      const statement = { ...(name !== undefined && { name }), text, values: [...values] }
      if (!opening) return client.query(statement)
      const first = opening
      opening = undefined
      try {
        return await queryWithOpening(client, first, statement)
      } catch (error) {
        failed = error as Error
        throw error
      }
    }

    return {
      // Of cursors, which Kysely knows as well, none is used here.
      query: query as unknown as PostgresPoolClient['query'],
      release: (destroy) => client.release(destroy || failed !== undefined),
    }
  }

  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => lend(await pool.connect()),
  }
}
