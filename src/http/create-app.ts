import { Hono } from 'hono'
import { routePath } from 'hono/route'
import { Problem } from '#contract/problem.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { newId } from '#platform/id.ts'
import { allowAppOrigin } from './allow-app-origin.ts'
import type { Call, Edge, Env } from './edge.ts'
import { respondWithProblem } from './problem.ts'
import { securityHeaders, strictTransport } from './security-headers.ts'

/** Mounts its routes. */
export type Door = (app: Hono<Env>, edge: Edge) => void

/** What is served without an organisation: the installation's own. */
const installationWide =
  /^\/(?:$|(?:setup|admin|app|inbox|help|problems|healthz|readyz|metrics|favicon\.ico|robots\.txt|device\/v1\/status)(?:\/|$))/
const underSlug = /^\/t\/([a-z0-9-]{1,40})(\/.*|$)/
/** Requests being answered at once in this process: beyond it callers are told to come back, which keeps the others quick. */
const maximumInFlight = 512
/** Of one address: whoever sends slowly on purpose does not take everybody's places. */
const maximumOfAddress = 128
/** Above every limit of the database, so that its own refusal comes first. */
const maximumSeconds = 30

/**
 * The HTTP application: every request gets its id, its organisation, its client and its instant, goes to the door whose route
 * it matches, and leaves with the security headers. `/t/{slug}` is taken off before routing.
 */
export function createApp(edge: Edge, doors: readonly Door[]): Hono<Env> {
  const app = new Hono<Env>({ getPath: pathBelowTenant })
  let inFlight = 0
  const inFlightOf = new Map<string, number>()

  app.use(async (c, next) => {
    const begun = performance.now()
    prepare(edge, c)
    const block = addressBlock(c.var.client.ip)
    const ofAddress = inFlightOf.get(block) ?? 0
    // Behind a proxy that is not named everybody comes from this computer.
    const hasTheirs = ofAddress >= maximumOfAddress && !isLoopbackAddress(c.var.client.ip)
    if (inFlight >= maximumInFlight || hasTheirs) {
      return respondWithProblem(
        edge,
        c,
        new Problem('unavailable', undefined, { members: { retryAfterSeconds: 1 } }),
      )
    }
    inFlight += 1
    inFlightOf.set(block, ofAddress + 1)
    try {
      await chooseTenant(edge, c)
      if (allowAppOrigin(c)) return c.body(null, 204)
      await inTime(next())
    } finally {
      inFlight -= 1
      const left = (inFlightOf.get(block) ?? 1) - 1
      if (left > 0) inFlightOf.set(block, left)
      else inFlightOf.delete(block)
      edge.metrics.request({
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        seconds: (performance.now() - begun) / 1000,
      })
    }
  })

  for (const door of doors) door(app, edge)

  app.notFound((c) => {
    const allowed = methodsAt(app, c.req.path)
    if (allowed.length === 0) return respondWithProblem(edge, c, new Problem('not-found'))
    c.header('allow', allowed.join(', '))
    if (c.req.method === 'OPTIONS') return c.body(null, 204)
    return respondWithProblem(edge, c, new Problem('method-not-allowed'))
  })
  app.onError((error, c) => respondWithProblem(edge, c, error))
  return app
}

/**
 * Nobody waits longer than this for an answer to begin. What the request began in the database ends by the limits there; a stream has
 * begun long before.
 */
async function inTime(answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    // Made when it is needed: an error that nobody throws costs every request its stack.
    const refuse = () => reject(new Problem('unavailable', undefined, { members: { retryAfterSeconds: 5 } }))
    timer = setTimeout(refuse, maximumSeconds * 1000)
  })
  try {
    await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

function pathBelowTenant(request: Request): string {
  const { pathname } = new URL(request.url)
  const match = underSlug.exec(pathname)
  return match ? match[2] || '/' : pathname
}

/** The tenant's slug in a path below `/t/`; undefined for the first organisation and those with a host of their own. */
const slugIn = (url: string) => underSlug.exec(new URL(url).pathname)?.[1]

function prepare(edge: Edge, c: Call): void {
  const url = new URL(c.req.url)
  const socket = c.env?.incoming?.socket
  const client = edge.readClientAddress({
    socketAddress: socket?.remoteAddress ?? '127.0.0.1',
    encrypted: socket ? 'encrypted' in socket && socket.encrypted === true : url.protocol === 'https:',
    headers: c.req.raw.headers,
  })
  const requestId = newId()
  c.set('client', client)
  c.set('now', edge.ground.clock())
  c.set('origin', { ip: client.ip, userAgent: printable(c.req.header('user-agent') ?? ''), requestId })
  c.header('x-request-id', requestId)
  for (const [name, value] of securityHeaders) c.header(name, value)
  if (client.protocol === 'https') c.header(...strictTransport)
}

async function chooseTenant(edge: Edge, c: Call): Promise<void> {
  const slug = slugIn(c.req.url)
  const { host } = c.var.client
  const tenancy = slug
    ? await edge.tenants.bySlug(slug)
    : ((host ? await edge.tenants.byHost(host) : undefined) ?? (await edge.tenants.first()))
  if (tenancy) {
    // One address for each organisation: the first is not found again below /t/.
    if (slug && !new URL(tenancy.baseUrl).pathname.startsWith('/t/')) throw new Problem('not-found')
    c.set('tenancy', tenancy)
  } else if (slug || !installationWide.test(c.req.path)) {
    throw new Problem('not-found', slug ? undefined : 'This installation has not been set up yet')
  }
}

/** Control characters could forge lines wherever this is shown; nobody's browser needs more than this. */
const printable = (userAgent: string) => userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, 400)

function methodsAt(app: Hono<Env>, path: string): string[] {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  const found = methods.filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method !== 'ALL' && route.path !== '/*'),
  )
  return found.includes('GET') ? ['GET', 'HEAD', ...found.slice(1)] : found
}
