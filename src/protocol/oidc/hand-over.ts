import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { Problem } from '#contract/problem.ts'
import type { Origin, Tenancy } from '#domain/work.ts'
import type { ClientAddress } from '#platform/client-address.ts'
import type { TenantProvider } from './create-provider.ts'
import { keepFacts } from './request-facts.ts'

/** What a request carries when it reaches this door; the rooms above fill it in. */
export interface OidcEnv {
  Bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse }
  Variables: { tenancy: Tenancy; origin: Origin; client: ClientAddress; now: Date }
}

export type OidcCall = Context<OidcEnv>

const headers: readonly (readonly [string, string])[] = [
  // The script of a `form_post` answer is added by the library, by hash.
  [
    'content-security-policy',
    "default-src 'none'; script-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
]

/**
 * Gives a request to the library, which answers it on the raw response: what the framework would do to a response does not happen, so
 * the security headers are set here.
 *
 * @param path below the tenant's base URL, where the address says something else.
 */
export async function handOver(
  c: OidcCall,
  tenancy: Tenancy,
  { handle }: TenantProvider,
  path?: string,
): Promise<Response> {
  const { incoming, outgoing } = raw(c, tenancy)
  for (const [name, value] of headers) outgoing.setHeader(name, value)
  outgoing.setHeader('x-request-id', c.var.origin.requestId)
  if (tenancy.baseUrl.startsWith('https:'))
    outgoing.setHeader('strict-transport-security', 'max-age=63072000')
  const mount = new URL(tenancy.baseUrl).pathname.replace(/\/$/, '')
  // A request may name a whole address (RFC 9112 §3.2.2): whose it says it is would be repeated in every address of the answer.
  const asked = (incoming.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  // No text has one, and the database would refuse it in the middle of something.
  if (asked.includes('%00'))
    throw new Problem('invalid-request', 'The request holds characters that are no text')
  const below = path ?? asked.slice(mount.length)
  // The library finds where it is mounted by comparing the two.
  Object.assign(incoming, { originalUrl: mount + below, url: below })
  await handle(incoming, outgoing)
  return RESPONSE_ALREADY_SENT
}

/**
 * The raw request and response, with the issuer's origin written over what the request says of itself: every address that the library
 * makes is the issuer's, whatever Host header came.
 */
export function raw(c: OidcCall, tenancy: Tenancy): { incoming: IncomingMessage; outgoing: ServerResponse } {
  const { incoming, outgoing } = c.env
  if (!incoming || !outgoing) throw new Error('the OpenID provider needs a real server under it')
  const { protocol, host } = new URL(tenancy.baseUrl)
  incoming.headers.host = host
  incoming.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  delete incoming.headers['x-forwarded-host']
  delete incoming.headers[':authority']
  keepFacts(incoming, { origin: c.var.origin })
  return { incoming, outgoing }
}
