import * as z from 'zod/mini'
import type { Permission } from './permissions.ts'
import type { ProblemCode } from './problem.ts'

/**
 * One HTTP operation, described once. The server routes and validates by it, `openapi.ts` documents
 * it, and the console, the app and the command line call it through `client.ts`.
 */
export interface Operation<
  Params extends z.ZodMiniType = z.ZodMiniType,
  Body extends z.ZodMiniType = z.ZodMiniType,
  Result extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the surface's root, with parameters in braces as OpenAPI writes them: `/users/{userId}`. */
  readonly path: string
  /** `api`: `/api/v1`, by session. `device`: `/device/v1`, by a device's signature. Default `api`. */
  readonly surface?: 'api' | 'device'
  readonly summary: string
  readonly permission: Permission
  /** What its transaction may do. Searching people is a POST that reads: names stay out of URLs. */
  readonly access: 'read' | 'write'
  readonly params: Params
  /** The JSON body; of a GET, the query. */
  readonly body: Body
  readonly result: Result
  /** What the domain may refuse with. The edge's own (400, 401, 403, 413, 415, 500, 503) go without saying. */
  readonly problems: readonly ProblemCode[]
  /** Refused with `step-up-required` unless the actor proved themselves by phone in the last ten minutes. */
  readonly stepUp?: boolean
  /** Takes an `Idempotency-Key`: a repetition within 24 hours gets the first answer again. */
  readonly idempotent?: boolean
  /** The result carries `version`, sent as `ETag`. */
  readonly versioned?: boolean
  /** Must be sent with `If-Match`; the handler receives the version it names. */
  readonly ifMatch?: boolean
}

export type Input<O extends Operation> = {
  params: z.output<O['params']>
  body: z.output<O['body']>
  /** The version that the caller saw; present exactly on operations that declare `ifMatch`. */
  ifMatch?: number
}
export type Result<O extends Operation> = z.output<O['result']>

/** Declares an operation; exists only to infer its types. */
export function operation<P extends z.ZodMiniType, B extends z.ZodMiniType, R extends z.ZodMiniType>(
  declared: Operation<P, B, R>,
): Operation<P, B, R> {
  return declared
}

/** What RFC 3339 can write: an offset can lead past it. */
const lastInstant = new Date('9999-12-31T23:59:59.999Z')

/** A point in time: a `Date` in code, an RFC 3339 string on the wire. */
export const Instant = z.codec(z.iso.datetime({ offset: true }), z.date().check(z.maximum(lastInstant)), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})

/** No parameters, no body, or nothing to answer. */
export const Nothing = z.strictObject({})

/** One page of a list by keyset: `next` is an opaque cursor, null on the last page. */
export function pageOf<Item extends z.ZodMiniType>(item: Item) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) })
}

/** Text that a person typed on one line: outer blanks go, control characters are refused. */
export function line(maximum: number) {
  return z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(maximum), z.regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u))
}

/** As `line`, of several lines. */
export function prose(maximum: number) {
  return z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(maximum), z.regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u))
}
