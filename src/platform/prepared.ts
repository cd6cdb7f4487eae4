import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { sha256 } from './hash.ts'
import { textLater } from './later.ts'
import { type Outcome, type Statement, sendTogether } from './round-trip.ts'

/** Statements that a connection keeps; the rest are planned each time. */
const mostNames = 400
const longest = 6000

/**
 * Whether a statement is worth keeping, and safe to. Lists are not: which plan is good hangs on what is asked for, so PostgreSQL
 * plans them each time. Nor is what names no columns: a migration that adds one, beside a process that still runs, would break the
 * kept plan.
 */
const isKept = (text: string) =>
  text.length <= longest && !/\blimit\b|(?:select|returning) \*|\.\*/i.test(text)

/** A statement on its way; nobody waits for one that went later. */
interface Travelling {
  readonly statement: Statement
  readonly resolve?: (outcome: Outcome) => void
  readonly reject?: (error: unknown) => void
}

const nothing = (command: string): Outcome => ({ command, rowCount: null, rows: [] })

/**
 * The pool as units use it. Statements that begin at the same moment travel together (`Promise.all`), what may go later travels with
 * what comes next, and the transaction is opened together with the first of them. Statements are prepared once for each connection:
 * parsing and planning a small one costs PostgreSQL several times what running it does. In a unit that only reads no statement sees
 * more of another than it would by itself (read committed), and no lock is held: each of its round trips is a transaction of its own,
 * so that none is needed to end it. The pool should end its connections after some minutes, since a plan may have been made when a
 * table was small.
 *
 * Whoever begins a statement and does not wait for it has to listen for its failure, as with any promise: a unit that is given up
 * rejects what has not been sent.
 *
 * Its rows come with camel-case names.
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

  const statementOf = (text: string, values: readonly unknown[]): Statement => ({
    name: values.length > 0 ? nameOf(text) : undefined,
    text,
    values,
  })

  /** Of a transaction's opening and end. Its tenant is in the text of one of them, and there are many tenants. */
  const settingOf = (text: string): Statement => ({
    name: text.includes("'") ? undefined : text,
    text,
    values: [],
    givesNoRows: true,
  })

  /** A client as one unit holds it. */
  function lend(client: pg.PoolClient): PostgresPoolClient {
    /** What travels with the next statement: the opening of the transaction, and what could wait. */
    let waiting: Travelling[] = []
    /** Of a unit that only reads: every round trip of it is a transaction of its own. */
    let around: { readonly opening: readonly Travelling[]; readonly end: Travelling } | undefined
    let isOpen = false
    let hasWork = false
    let isSending = false
    let failed: Error | undefined
    let isOver = false

    async function query(text: string, values: readonly unknown[] = []): Promise<Outcome> {
      // Kysely begins, commits and rolls back by these words, and nothing else does.
      if (text.startsWith('begin')) {
        const opening = text.split('; ').map((one) => ({ statement: settingOf(one) }))
        if (text.startsWith('begin read only')) around = { opening, end: { statement: settingOf('commit') } }
        else waiting = opening
        return nothing('BEGIN')
      }
      // A commit that failed is rolled back.
      if (isOver && text !== 'rollback') throw new Error('the unit of work is over')
      isOver = text === 'rollback' || text === 'commit'
      if (text === 'rollback') {
        // Of what waits, nothing is sent any more.
        const dropped = waiting
        waiting = []
        around = undefined
        for (const { reject } of dropped) reject?.(new Error('the unit was given up'))
        if (!isOpen) return nothing('ROLLBACK')
      } else if (failed) {
        // Outside of its transaction a statement would be the login's own, whom no policy binds.
        throw failed
      }
      // What is under way may still fail, and leaves its transaction open then.
      const hasEnded = around !== undefined && waiting.length === 0 && !isSending
      if (text === 'commit' && (!hasWork || hasEnded)) return nothing('COMMIT')
      hasWork = true
      const asLater = textLater(text)
      if (asLater !== undefined) {
        waiting.push({ statement: statementOf(asLater, values) })
        return nothing('')
      }
      const statement = isOver ? settingOf(text) : statementOf(text, values)
      return new Promise((resolve, reject) => {
        waiting.push({ statement, resolve, reject })
        if (!isSending) sendSoon()
      })
    }

    /** Once everything that begins at this moment is there. */
    function sendSoon(): void {
      isSending = true
      process.nextTick(send)
    }

    async function send(): Promise<void> {
      const asked = waiting
      waiting = []
      // The unit was given up meanwhile, and its client may be another's by now.
      if (asked.length === 0) {
        isSending = false
        return
      }
      const together = around ? [...around.opening, ...asked, around.end] : asked
      isOpen = true
      try {
        const outcomes = await sendTogether(
          client,
          together.map(({ statement }) => statement),
        )
        // A transaction that only reads has ended with them.
        isOpen = around === undefined
        // A rollback has mended what failed before it.
        failed = undefined
        for (const [index, { resolve }] of together.entries()) resolve?.(outcomes[index] ?? nothing(''))
      } catch (error) {
        failed = error as Error
        // What came meanwhile was not sent, and is not going to be. A rollback, which waits alone, still is: its unit says itself why.
        const isGivenUp = waiting.some(({ statement }) => statement.text === 'rollback')
        const all = isGivenUp ? together : [...together, ...waiting]
        if (!isGivenUp) waiting = []
        for (const { reject } of all) reject?.(error)
      }
      isSending = false
      if (waiting.some(({ resolve }) => resolve)) sendSoon()
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
