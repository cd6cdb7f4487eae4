import * as z from 'zod/mini'
import type { JsonValue } from './json.ts'
import type { Input, Operation, Result } from './operation.ts'
import { Problem, type ProblemCode, problems } from './problem.ts'

export interface CallOptions {
  /** Makes the creation safe to repeat; only for operations that are `idempotent`. */
  idempotencyKey?: string
  signal?: AbortSignal
}

export type Client = <O extends Operation>(
  operation: O,
  input: Input<O>,
  options?: CallOptions,
) => Promise<Result<O>>

/** Where each surface begins, below the tenant's base URL. */
export const surfaceRoots = { api: '/api/v1', device: '/device/v1' } as const

/**
 * Calls operations by their declaration, over any `fetch`.
 *
 * @param send receives a request for a path that begins with the surface's root; adds the tenant's base URL and credentials.
 * @throws {Problem} when the server refuses; a network failure passes through untouched.
 */
export function createClient(send: (path: string, init: RequestInit) => Promise<Response>): Client {
  return async function call<O extends Operation>(operation: O, input: Input<O>, options: CallOptions = {}) {
    const params = z.encode(operation.params, input.params) as Record<string, string>
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''))
    const body = z.encode(operation.body, input.body) as Record<string, unknown>
    const inQuery = operation.method === 'GET'
    const response = await send(
      `${surfaceRoots[operation.surface ?? 'api']}${path}${inQuery ? queryOf(body) : ''}`,
      {
        method: operation.method,
        headers: {
          accept: 'application/json',
          ...(!inQuery && { 'content-type': 'application/json' }),
          ...(input.ifMatch !== undefined && { 'if-match': `"${input.ifMatch}"` }),
          ...(options.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
        },
        ...(!inQuery && { body: JSON.stringify(body) }),
        ...(options.signal && { signal: options.signal }),
      },
    )
    if (response.ok) return z.decode(operation.result, await response.json()) as Result<O>
    throw await problemOf(response)
  }
}

function queryOf(body: Record<string, unknown>): string {
  const entries = Object.entries(body).filter(([, value]) => value !== undefined)
  return entries.length === 0
    ? ''
    : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`
}

/** What the server said, as a `Problem`; an answer that is none of ours (a proxy's page) is `unavailable` or `internal-error`. */
export async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as Record<string, JsonValue>
  const code = String(said.type ?? '')
    .split('/')
    .at(-1) as ProblemCode
  const fallback = response.status === 502 || response.status === 503 || response.status === 504
  const { type: _type, title: _title, status: _status, detail, ...members } = said
  if (code in problems) return new Problem(code, typeof detail === 'string' ? detail : undefined, { members })
  return new Problem(fallback ? 'unavailable' : 'internal-error')
}
