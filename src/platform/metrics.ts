import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What an operator watches, as Prometheus reads it. Labels are few and never name a person or a tenant. */
export interface Metrics {
  /** @param route is the pattern (`/users/:id`), never the path: paths are without number. */
  request(done: { method: string; route: string; status: number; seconds: number }): void
  signIn(result: string): void
  /** An outbox message went out, failed or was given up. */
  outboxAttempt(kind: string, result: 'sent' | 'failed' | 'dead'): void
  /** Asked for at each reading: how many outbox messages wait. */
  watchOutbox(depth: () => number | Promise<number>): void
  /** Asked for at each reading: connections of the database pool. */
  watchPool(pool: () => { total: number; idle: number; waiting: number }): void
  readonly contentType: string
  text(): Promise<string>
}

/** A registry of its own, so that two houses in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Counter({
    name: 'latchkey_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'latchkey_http_request_duration_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const signIns = new Counter({
    name: 'latchkey_sign_ins_total',
    help: 'Sign-ins by how they ended.',
    labelNames: ['result'],
    registers,
  })
  const attempts = new Counter({
    name: 'latchkey_outbox_attempts_total',
    help: 'Attempts to deliver an outbox message.',
    labelNames: ['kind', 'result'],
    registers,
  })

  return {
    request({ method, route, status, seconds }) {
      // Anybody can send any method: the unusual ones share a label.
      const label = usualMethods.has(method) ? method : 'OTHER'
      requests.inc({ method: label, route, status: String(status) })
      durations.observe({ method: label, route }, seconds)
    },
    signIn: (result) => signIns.inc({ result }),
    outboxAttempt: (kind, result) => attempts.inc({ kind, result }),
    watchOutbox(depth) {
      new Gauge({
        name: 'latchkey_outbox_waiting',
        help: 'Outbox messages that wait.',
        registers,
        async collect() {
          this.set(await depth())
        },
      })
    },
    watchPool(pool) {
      new Gauge({
        name: 'latchkey_database_connections',
        help: 'Connections to the database, and callers that wait for one.',
        labelNames: ['state'],
        registers,
        collect() {
          for (const [state, count] of Object.entries(pool())) this.set({ state }, count)
        },
      })
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

const usualMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
