import pg from 'pg'
import { valueTypes } from './value-types.ts'

/** A statement as it travels. With a name, a connection prepares it once and tells its columns once. */
export interface Statement {
  readonly name?: string | undefined
  readonly text: string
  readonly values: readonly unknown[]
  /** Nothing is asked about its columns. */
  readonly givesNoRows?: boolean
}

export interface Outcome {
  readonly command: string
  readonly rowCount: number | null
  /** Under the camel-case names of their columns. */
  readonly rows: Record<string, unknown>[]
}

interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

type Answered = (error: Error | undefined, outcomes: readonly Outcome[] | undefined) => void

interface Prepared {
  /** The statements that PostgreSQL keeps, by name, with the columns that each gives. */
  readonly kept: Map<string, { readonly text: string; readonly columns: readonly Column[] }>
  /** Names of statements that failed: whether PostgreSQL came to keep them is not known. */
  readonly uncertain: Set<string>
}

const preparedOn = new WeakMap<object, Prepared>()

type Sent = string | Buffer | null

/** PostgreSQL's words for a kept statement that cannot be used any more: its columns changed, or it is gone. */
const changed = '0A000'
const gone = '26000'

/** As `pg` itself writes values; its types do not name it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): Sent } }).utils

/**
 * Sends statements in one round trip and gives what each gave. They share one synchronisation: where one of them fails, PostgreSQL
 * skips everything behind it (PostgreSQL, "Message Flow", Extended Query, and Pipelining).
 *
 * A name is for one text: where a connection keeps another under it, nothing is sent and it rejects.
 *
 * Where it rejects, whether a transaction is open is for the caller to find out.
 */
export function sendTogether(
  client: pg.ClientBase,
  statements: readonly Statement[],
): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    const values = statements.map((one) => one.values.map((value) => prepareValue(value)))
    const answered: Answered = (error, outcomes) => {
      if (outcomes?.length === statements.length) resolve(outcomes)
      else reject(error ?? new Error('a statement was not answered'))
    }
    client.query(new RoundTrip(statements, values, answered))
  })
}

/** What `pg` calls a query: it is told to submit itself, and hears every message until the synchronisation. */
class RoundTrip implements pg.Submittable {
  readonly #statements: readonly Statement[]
  readonly #values: readonly Sent[][]
  readonly #answered: Answered
  #prepared: Prepared = { kept: new Map(), uncertain: new Set() }
  #at = 0
  #columns: readonly Column[] | undefined
  #rows: Record<string, unknown>[] = []
  readonly #outcomes: Outcome[] = []
  #failure: Error | undefined

  constructor(statements: readonly Statement[], values: readonly Sent[][], answered: Answered) {
    this.#statements = statements
    this.#values = values
    this.#answered = answered
  }

  /** @returns why nothing was sent, as `pg` expects it */
  submit(connection: pg.Connection): Error | undefined {
    this.#prepared = preparedOn.get(connection) ?? this.#prepared
    preparedOn.set(connection, this.#prepared)
    const { kept, uncertain } = this.#prepared
    const texts = new Map<string, string>()
    for (const { name = '', text } of this.#statements) {
      const other = texts.get(name) ?? kept.get(name)?.text ?? text
      if (name !== '' && other !== text) return new Error(`two statements are called ${name}`)
      texts.set(name, text)
    }
    const sent = new Set<string>()
    connection.stream.cork()
    try {
      for (const [index, { name = '', text, givesNoRows }] of this.#statements.entries()) {
        const isKnown = name !== '' && (kept.has(name) || sent.has(name))
        // Closing what is not there is no error.
        if (!isKnown && uncertain.has(name)) connection.close({ type: 'S', name }, true)
        if (!isKnown) connection.parse({ name, text, types: [] }, true)
        connection.bind({ portal: '', statement: name, values: this.#values[index] ?? [] }, true)
        if (!isKnown && !givesNoRows) connection.describe({ type: 'P', name: '' }, true)
        sent.add(name)
        connection.execute(null, true)
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return undefined
  }

  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name: camelCased(name),
      parse: valueTypes.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.#failure) return
    try {
      const { name } = this.#statements[this.#at] ?? {}
      this.#columns ??= (name !== undefined && this.#prepared.kept.get(name)?.columns) || []
      const row: Record<string, unknown> = {}
      for (const [index, column] of this.#columns.entries()) {
        const text = fields[index]
        row[column.name] = text == null ? null : column.parse(text)
      }
      this.#rows.push(row)
    } catch (error) {
      this.#failure = error as Error
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const [command = '', ...counts] = text.split(' ')
    const count = counts.at(-1)
    const rowCount = count !== undefined && /^\d+$/.test(count) ? Number(count) : null
    const statement = this.#statements[this.#at]
    if (statement?.name !== undefined && !this.#prepared.kept.has(statement.name)) {
      this.#prepared.kept.set(statement.name, { text: statement.text, columns: this.#columns ?? [] })
      this.#prepared.uncertain.delete(statement.name)
    }
    this.#outcomes.push({ command, rowCount, rows: this.#rows })
    this.#at += 1
    this.#columns = undefined
    this.#rows = []
  }

  handleReadyForQuery(): void {
    this.#answered(this.#failure, this.#failure ? undefined : this.#outcomes)
  }

  /** The last that is heard here: `pg` waits for the synchronisation itself. */
  handleError(error: Error): void {
    const { kept, uncertain } = this.#prepared
    const { name } = this.#statements[this.#at] ?? {}
    const { code } = error as pg.DatabaseError
    if (name !== undefined) {
      // Where one is gone, so are the others.
      for (const one of code === gone ? [...kept.keys()] : code === changed ? [name] : []) {
        kept.delete(one)
        uncertain.add(one)
      }
      if (!kept.has(name)) uncertain.add(name)
    }
    this.#answered(this.#failure ?? error, undefined)
  }

  handleEmptyQuery(): void {
    this.#failure ??= new Error('an empty statement was sent')
  }

  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(connection: { sendCopyFail(why: string): void }): void {
    connection.sendCopyFail('nothing is copied here')
  }
}

const camelCase = new Map<string, string>()

/** Columns are ours, and there are only so many. */
function camelCased(name: string): string {
  const known =
    camelCase.get(name) ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  camelCase.set(name, known)
  return known
}
