/**
 * What a route takes from its address, and nothing else. The router lays what was read over the address as it stands: a value
 * that `read` leaves out would still be there, so each is named as nothing first.
 */
export function knownSearch<Search extends object>(read: (given: Record<string, unknown>) => Search) {
  return (given: Record<string, unknown>): Search => ({
    ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])),
    ...read(given),
  })
}
