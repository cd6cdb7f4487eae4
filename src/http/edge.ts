import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from 'hono'
import type { FindPlace, MailKind } from '#domain/ports.ts'
import type { ReadStatusKeys } from '#domain/tenants/status-keys.ts'
import type { Ground, Origin, Tenancy } from '#domain/work.ts'
import type { ClientAddress, ReadClientAddress } from '#platform/client-address.ts'
import type { Log } from '#platform/log.ts'
import type { Metrics } from '#platform/metrics.ts'
import type { TenantDirectory } from './tenants.ts'

/** Everything that the doors stand on; made once by `server.ts`, or by the harness. */
export interface Edge {
  readonly ground: Ground
  readonly log: Log
  readonly metrics: Metrics
  readonly tenants: TenantDirectory
  /** Where mail goes: a mail server, the page `/inbox`, or nowhere. */
  readonly mailKind: () => MailKind
  /** LATCHKEY_URL and LATCHKEY_APP_URL, origins without a trailing slash; null where set-up decides. */
  readonly configured: { readonly url: string | null; readonly appUrl: string | null }
  readonly installation: {
    /** RFC 8292. */
    readonly vapidPublicKey: string
    readonly statusKeys: ReadStatusKeys
  }
  /** Every organisation of this installation belongs to one operator: a termination in one reaches the others. */
  readonly oneOperator: boolean
  readonly readClientAddress: ReadClientAddress
  readonly findPlace: FindPlace
  /** Where the front ends were built; null in tests that need none. */
  readonly folders: {
    readonly console: string | null
    readonly account: string | null
    readonly app: string | null
  }
  /** An operation that refuses with a problem it did not declare: an error in tests, a log line in production. */
  readonly strict: boolean
  /** Aborted when the server stops: streams end then. */
  readonly stopping: AbortSignal
}

export interface Env {
  /** What `@hono/node-server` hands on; absent where a test calls `app.request()`. */
  Bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse }
  Variables: {
    /** Of the tenant that the address belongs to. Before set-up there is none, and reading it throws `not-found`. */
    tenancy: Tenancy
    origin: Origin
    client: ClientAddress
    /** One instant for the whole request. */
    now: Date
  }
}

/** A request on its way: what a door's routes receive. */
export type Call = Context<Env>
