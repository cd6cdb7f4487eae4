import type { LiveHint } from '#contract/live.ts'

/**
 * Whether what was read under `queryKey` (domain, path, input) may have changed, going by a notice from the server. Of a user the
 * notice names the person, so other people's pages stay as they are; the list is read again only by who looks at it.
 */
export function concernsUs(queryKey: readonly unknown[], hint: LiveHint): boolean {
  const [domain, path, input] = queryKey
  switch (hint.topic) {
    case 'user':
      return domain === 'users' && (path === '/users/search' || userOf(input) === hint.id)
    case 'approval-request':
      return (
        typeof path === 'string' && (path.startsWith('/me/step-ups/') || path.endsWith('/approval-requests'))
      )
    case 'session':
      return typeof path === 'string' && path.endsWith('/sessions')
    case 'claim':
      return typeof path === 'string' && (path.endsWith('/claims') || path.endsWith('/devices'))
    case 'application':
      return domain === 'applications'
  }
}

function userOf(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('params' in input)) return undefined
  const { params } = input
  return typeof params === 'object' && params !== null && 'userId' in params ? params.userId : undefined
}
