/** Addresses of the rows as the list showed them last. */
let order: readonly string[] = []

/** Said by a list of objects that have pages: `[` and `]` lead from one of those pages to the next. */
export function rememberOrder(hrefs: readonly string[]): void {
  order = hrefs
}

/** Where `[` and `]` lead from this page; undefined elsewhere, and at the ends of the list. */
export function neighbourOf(path: string, key: string): string | undefined {
  const step = key === '[' ? -1 : key === ']' ? 1 : 0
  const at = order.indexOf(path)
  return step === 0 || at < 0 ? undefined : order[at + step]
}
