import { Problem } from '#contract/problem.ts'
import { isLoopbackAddress } from '#platform/client-address.ts'
import { equalInConstantTime, sha256 } from '#platform/hash.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'

/** A database that does not say a word for this long is not there. */
const databaseLimitMs = 2000

export interface HealthParts {
  readonly relay: { isAlive(): boolean }
  /** What lets `/metrics` be read from elsewhere than this computer; without it, nothing does. */
  readonly metricsToken: string | undefined
}

/** `/healthz`: the process answers. `/readyz`: it can do its work. `/metrics`: what Prometheus reads. */
export function healthDoor({ relay, metricsToken }: HealthParts): Door {
  return (app, edge) => {
    app.get('/healthz', (c) => plain(c, 200, { status: 'ok' }))

    app.get('/readyz', async (c) => {
      const checks = {
        database: await databaseAnswers(edge),
        outbox: relay.isAlive(),
        running: !edge.stopping.aborted,
      }
      const ready = Object.values(checks).every(Boolean)
      return plain(c, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks })
    })

    app.get('/metrics', async (c) => {
      if (!mayReadMetrics(c, metricsToken)) throw new Problem('not-found')
      return c.body(await edge.metrics.text(), 200, { 'content-type': edge.metrics.contentType })
    })
  }
}

/** The migrations ran before the server listened: a database that answers is a migrated one. */
function databaseAnswers({ ground }: Edge): Promise<boolean> {
  const answer = ground.database.hot('ready', 'select 1 as one', []).then(
    () => true,
    () => false,
  )
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), databaseLimitMs)
    void answer.then(resolve).finally(() => clearTimeout(timer))
  })
}

/** From this computer itself, not through a proxy on it; or with the token, in constant time. */
function mayReadMetrics(c: Call, token: string | undefined): boolean {
  const { ip, forwarded } = c.var.client
  if (!forwarded && isLoopbackAddress(ip)) return true
  const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  return token !== undefined && given !== undefined && equalInConstantTime(sha256(given), sha256(token))
}

function plain(c: Call, status: 200 | 503, body: object): Response {
  c.header('cache-control', 'no-store')
  return c.json(body, status)
}
