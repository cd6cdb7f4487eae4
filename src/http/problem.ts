import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem, problems } from '#contract/problem.ts'
import type { Call, Edge } from './edge.ts'

/** SQLSTATEs (PostgreSQL manual, appendix A) that say the database is away or overloaded, whatever was asked. */
const away = /^(?:08|57P0[1-3]|53|57014|55P03|25P03|25P04)/
/** What Node says when it cannot reach a far side. */
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])

/** SQLSTATEs of texts that PostgreSQL takes for none, such as one with a NUL in it. */
const unstorable = new Set(['22021', '22P05'])

/** What `pg` says without a code: the connection was cut, none came free in time, or the pool is closing. */
const lost = /connection terminated|timeout exceeded when|pool after calling end/i

/** What anything thrown is to the caller. What is not a refusal of ours and not an outage is our bug. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error
  const cause = { cause: error }
  const code = codeOf(error)
  if (code === '54001') return new Problem('invalid-request', 'The request is too complex', cause)
  if (unstorable.has(code))
    return new Problem('invalid-request', 'The request holds characters that are no text', cause)
  const isAway = away.test(code) || unreachable.has(code) || lost.test(messageOf(error))
  if (isAway) return new Problem('unavailable', undefined, { ...cause, members: { retryAfterSeconds: 1 } })
  return new Problem('internal-error', undefined, cause)
}

/** Answers with `application/problem+json` (RFC 9457), and writes down what is our own fault. */
export function respondWithProblem(edge: Edge, c: Call, error: unknown): Response {
  const problem = problemFrom(error)
  const { status, title } = problems[problem.code]
  const { requestId } = c.var.origin ?? {}
  const where = { requestId, tenantId: c.get('tenancy')?.tenantId, method: c.req.method, status }
  if (status >= 500) edge.log.error({ ...where, err: problem.cause ?? problem }, 'a request failed')
  for (const [name, value] of headersOf(problem)) c.header(name, value)
  c.header('content-type', 'application/problem+json')
  c.header('cache-control', 'no-store')
  const body = {
    type: `/problems/${problem.code}`,
    title,
    status,
    detail: problem.message,
    instance: requestId,
  }
  return c.body(JSON.stringify({ ...problem.members, ...body }), status as ContentfulStatusCode)
}

function* headersOf(problem: Problem): Generator<[string, string]> {
  const { status } = problems[problem.code]
  // RFC 9110 §11.6.1: a 401 names what would be accepted.
  if (status === 401) yield ['www-authenticate', problem.code === 'unauthenticated' ? 'Session' : 'Device']
  const wait = problem.members['retryAfterSeconds']
  if (typeof wait === 'number') yield ['retry-after', String(Math.ceil(wait))]
}

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')
