import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'

/** An address that somebody else chose leads where the house does not go, or its answer is not acceptable. */
export class OutgoingRefusedError extends Error {
  override name = 'OutgoingRefusedError'
}

export interface OutgoingResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface OutgoingRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
}

/**
 * Fetches from an address that somebody else chose: push endpoints, webhooks. Redirects come back as they are.
 *
 * @throws {OutgoingRefusedError} for what is refused; anything else is a failure on the way.
 */
export type OutgoingFetch = (url: string | URL, request?: OutgoingRequest) => Promise<OutgoingResponse>

export interface OutgoingOptions {
  /** `host:port` that may be on a private address, and plain http. */
  readonly allowedHosts: readonly string[]
  /** For everything together, connecting included. */
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Stands in for the system's resolver. */
  readonly lookup?: LookupFunction
}

/**
 * A guarded `fetch`. The address is checked as it is written, and again as it was resolved, at the moment of
 * connecting: a name that answers differently the second time gains nothing.
 */
export function createOutgoingFetch(options: OutgoingOptions): OutgoingFetch & { close(): Promise<void> } {
  const allowed = new Set(options.allowedHosts.map((host) => host.toLowerCase()))
  const timeoutMs = options.timeoutMs ?? 10_000
  const maxBytes = options.maxBytes ?? 1024 * 1024
  const lookup = options.lookup ?? (systemLookup as LookupFunction)

  const guardedLookup: LookupFunction = (hostname, how, done) => {
    lookup(hostname, { ...how, all: true }, (error, found) => {
      if (error) return done(error, [])
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }]
      const bad = addresses.find(({ address }) => !isPublicAddress(address))
      // One bad answer among good ones is an attack or a mistake: all of them are refused.
      if (bad || addresses.length === 0)
        return done(new OutgoingRefusedError(`${hostname} is not on a public address`), [])
      const [first] = addresses
      if (how.all) return done(null, addresses)
      return done(null, first?.address ?? '', first?.family)
    })
  }
  const plain = buildConnector({ timeout: timeoutMs, lookup })
  const guarded = buildConnector({ timeout: timeoutMs, lookup: guardedLookup })
  const agent = new Agent({
    connect(target, done) {
      const port = target.port || (target.protocol === 'https:' ? '443' : '80')
      if (allowed.has(`${target.hostname.toLowerCase()}:${port}`)) return plain(target, done)
      const literal = target.hostname.replace(/^\[(.*)\]$/, '$1')
      // A literal address is never looked up, so the guard of the look-up would not see it.
      if (isIP(literal) && !isPublicAddress(literal)) {
        return done(new OutgoingRefusedError(`${literal} is not a public address`), null)
      }
      return guarded(target, done)
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxBytes,
    maxHeaderSize: 16_384,
    connections: 8,
  })

  async function outgoing(address: string | URL, request: OutgoingRequest = {}): Promise<OutgoingResponse> {
    const url = checkAddress(address, allowed)
    const deadline = AbortSignal.timeout(timeoutMs)
    try {
      const response = await undiciFetch(url, {
        method: request.method ?? 'GET',
        ...(request.headers ? { headers: request.headers } : {}),
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: 'manual',
        dispatcher: agent,
        signal: request.signal ? AbortSignal.any([request.signal, deadline]) : deadline,
      })
      const body = await readUpTo(response.body, maxBytes)
      return { status: response.status, headers: new Headers([...response.headers]), body }
    } catch (error) {
      // `fetch` wraps what the connection says; the reason is what the caller decides by.
      const cause = error instanceof Error ? error.cause : undefined
      throw cause instanceof OutgoingRefusedError ? cause : error
    }
  }
  return Object.assign(outgoing, { close: () => agent.destroy() })
}

function checkAddress(address: string | URL, allowed: ReadonlySet<string>): URL {
  const url = URL.parse(String(address))
  if (!url) throw new OutgoingRefusedError('not an address')
  if (url.username || url.password) throw new OutgoingRefusedError('an address with a user name')
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (allowed.has(`${url.hostname}:${port}`) && /^https?:$/.test(url.protocol)) return url
  if (url.protocol !== 'https:') throw new OutgoingRefusedError('not https')
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) && !isPublicAddress(literal))
    throw new OutgoingRefusedError(`${literal} is not a public address`)
  if (/(^|\.)localhost\.?$/.test(url.hostname)) throw new OutgoingRefusedError('localhost')
  return url
}

/**
 * Whether an address is on the public internet: ordinary unicast, and no IPv4 address in disguise that is not.
 * The rest is in IANA's registries of special-purpose addresses (RFC 6890).
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false
  const address = ipaddr.process(text.replace(/%.*$/, ''))
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv4)
    return !forbidden4.some((range) => address.match(ipaddr.parseCIDR(range)))
  // Only 2000::/3 is given out; of it, what tunnels IPv4 or documents is left out by name.
  return (
    address.match(ipaddr.IPv6.parse('2000::'), 3) &&
    !forbidden6.some((range) => address.match(ipaddr.parseCIDR(range)))
  )
}

/** What `range()` takes for unicast, and nobody on the internet is there. */
const forbidden4 = ['192.0.0.0/24', '192.88.99.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.175.48.0/24']
const forbidden6 = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '64:ff9b::/32',
]

async function readUpTo(stream: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength
    // Counted after decompression: a small answer may unpack into a large one.
    if (size > maxBytes) throw new OutgoingRefusedError(`more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
