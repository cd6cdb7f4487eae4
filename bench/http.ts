import { Pool } from 'undici'

export interface Answer {
  readonly status: number
  readonly text: string
  readonly location: string | undefined
  /** Of `Set-Cookie`: name and value alone. */
  readonly cookies: readonly (readonly [name: string, value: string])[]
}

export interface Call {
  readonly cookie?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Kept connections to one server, as many as there are callers: a request costs the load generator as little as may be. */
export interface Caller {
  readonly origin: string
  readonly call: (method: 'GET' | 'POST' | 'PUT', path: string, options?: Call) => Promise<Answer>
  readonly close: () => Promise<void>
}

export function createCaller(origin: string, connections: number): Caller {
  const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 })
  return {
    origin,
    async call(method, path, { cookie, headers, body } = {}) {
      const answer = await pool.request({
        method,
        path,
        headers: { ...headers, ...(cookie && { cookie }) },
        ...(body !== undefined && { body }),
      })
      const text = await answer.body.text()
      const { location } = answer.headers
      return {
        status: answer.statusCode,
        text,
        location: typeof location === 'string' ? location : undefined,
        cookies: [answer.headers['set-cookie'] ?? []].flat().map(readCookie),
      }
    },
    close: () => pool.close(),
  }
}

function readCookie(header: string): readonly [string, string] {
  const pair = header.split(';')[0] ?? ''
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}

/** @throws {Error} with what came instead */
export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status)
    throw new Error(
      `expected ${status}, got ${answer.status} ${answer.location ?? ''} ${answer.text.slice(0, 300)}`,
    )
  return answer
}
