/** A sentence of a catalogue, or the function that says it with something put in. */
type Leaf = string | ((...given: number[]) => unknown)

/** Every sentence of a catalogue with its path, `people.one`. */
export function* leavesOf(value: unknown, path = ''): Generator<[string, Leaf]> {
  if (typeof value === 'string' || typeof value === 'function') yield [path, value as Leaf]
  else
    for (const [key, below] of Object.entries(value as object))
      yield* leavesOf(below, path ? `${path}.${key}` : key)
}
