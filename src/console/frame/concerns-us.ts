import type { LiveHint } from '#contract/live.ts'

interface Reading {
  /** Domain, path and input. */
  queryKey: readonly unknown[]
  /** What was answered. */
  data: unknown
}

/**
 * Whether what was read may have changed, going by a notice from the server. Of a user the notice names the person, so other people's
 * pages stay as they are, and a list is read again only where that person is on it.
 */
export function concernsUs({ queryKey, data }: Reading, hint: LiveHint): boolean {
  const [domain, path, input] = queryKey
  switch (hint.topic) {
    case 'user':
      return (
        (domain === 'users' && (userOf(input) === hint.id || lists(data, hint.id))) ||
        // What is told of them elsewhere: why they cannot sign in, what a merge would do.
        ((domain === 'sign-in-diagnoses' || path === '/users/{userId}/merge-preview') &&
          JSON.stringify([input, data]).includes(hint.id))
      )
    case 'approval-request':
      return (
        typeof path === 'string' && (path.startsWith('/me/step-ups/') || path.endsWith('/approval-requests'))
      )
    case 'session':
      return typeof path === 'string' && /\/(sessions|receipt)$/.test(path)
    case 'claim':
      return typeof path === 'string' && (path.endsWith('/claims') || path.endsWith('/devices'))
    case 'application':
      return domain === 'applications'
    case 'job':
      return domain === 'jobs'
    case 'provider':
      return domain === 'providers' || (typeof path === 'string' && path.endsWith('/provider-links'))
    case 'passkey':
      return (typeof path === 'string' && path.endsWith('/passkeys')) || path === '/me'
    case 'override':
      return typeof path === 'string' && path.endsWith('/overrides')
    case 'case':
      return domain === 'cases' || path === '/me'
    case 'settings':
      return domain === 'settings' || domain === 'sign-in-diagnoses'
  }
}

function userOf(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('params' in input)) return undefined
  const { params } = input
  return typeof params === 'object' && params !== null && 'userId' in params ? params.userId : undefined
}

function lists(data: unknown, id: string): boolean {
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items))
    return false
  return data.items.some(
    (item: unknown) => typeof item === 'object' && item !== null && 'id' in item && item.id === id,
  )
}
