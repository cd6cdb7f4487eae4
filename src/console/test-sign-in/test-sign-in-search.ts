/** What the authorization endpoint hands back in the address (RFC 6749 §4.1.2, RFC 9207). */
export interface TestSignInSearch {
  code?: string
  state?: string
  iss?: string
  error?: string
  error_description?: string
}

const names = ['code', 'state', 'iss', 'error', 'error_description'] as const

export function testSignInSearch(given: Record<string, unknown>): TestSignInSearch {
  return Object.fromEntries(
    names.flatMap((name) =>
      typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [],
    ),
  )
}
