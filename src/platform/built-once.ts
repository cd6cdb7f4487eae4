import type { Compilable, CompiledQuery, Transaction } from 'kysely'

/** Stands in a statement where a value will stand. Nothing can be made of it but a parameter. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  toJSON(): never {
    throw new TypeError(`${this.name} is the value of a parameter, and no part of one`)
  }

  [Symbol.toPrimitive](): never {
    return this.toJSON()
  }
}

/**
 * A statement whose text is always the same: it is built and compiled at its first run, and runs with other values from then on. Building
 * one costs as much as all the rest that a small one costs this process.
 *
 * @param build is called once: the statement may not hang on what the values are. Each of them stands by itself, as one parameter.
 */
export function builtOnce<Tables, Values extends object, Row>(
  build: (db: Transaction<Tables>, values: Values) => Compilable<Row>,
): (db: Transaction<Tables>, values: Values) => Promise<Row[]> {
  let built: CompiledQuery<Row> | undefined
  return async (db, values) => {
    built ??= build(db, places<Values>()).compile()
    const parameters = built.parameters.map((one) => (one instanceof Place ? valueAt(values, one) : one))
    return (await db.executeQuery<Row>({ ...built, parameters })).rows
  }
}

/** Whatever is asked of it is a place of that name. */
const places = <Values extends object>(): Values =>
  new Proxy({}, { get: (_, name) => new Place(String(name)) }) as Values

function valueAt(values: object, { name }: Place): unknown {
  const value: unknown = (values as Record<string, unknown>)[name]
  // Where one may be missing, the statement would have to be another.
  if (value === undefined) throw new TypeError(`a statement was run without ${name}`)
  return value
}
