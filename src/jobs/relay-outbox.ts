import type { TenantId } from '#contract/ids.ts'
import { type MessageKind, nextDue, type Taken, takeDue } from '#domain/outbox/take-due.ts'
import type { SendMail, SendPush, SendSms } from '#domain/ports.ts'
import type { Ground, Tenancy } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'
import type { Metrics } from '#platform/metrics.ts'
import { deliverMessage } from './deliver-message.ts'
import { createPushLanes, type PushLanes } from './push-lanes.ts'

/**
 * Each kind has a queue of its own: a mail server that hangs keeps no push waiting. `atOnce` counts the sends of a kind, of all tenants
 * and of one; `share` is what is taken of one tenant at a time. A row belongs to the process that took it for `leaseMs`, more than any
 * attempt lasts: what a dying process held rings while somebody still waits for it.
 */
const queues: Record<MessageKind, { atOnce: number; ofTenant: number; share: number; leaseMs: number }> = {
  mail: { atOnce: 8, ofTenant: 4, share: 4, leaseMs: 60_000 },
  sms: { atOnce: 4, ofTenant: 2, share: 2, leaseMs: 60_000 },
  push: { atOnce: 24, ofTenant: 18, share: 6, leaseMs: 20_000 },
}
const kinds = Object.keys(queues) as MessageKind[]

/** Longest silence between two looks; a commit wakes the relay earlier. */
const pollMs = 5000
/** Looks may fail for this long before the relay counts as down. */
const patienceMs = 30_000

export interface RelayParts {
  readonly ground: Ground
  readonly log: Log
  readonly metrics: Pick<Metrics, 'outboxAttempt'>
  readonly findTenancy: (id: TenantId) => Promise<Tenancy | undefined>
  /** `inbox` keeps mail for the page at /inbox, `none` has no way to send it. */
  readonly sendMail: () => SendMail | 'inbox' | 'none'
  readonly sendPush: SendPush
  readonly sendSms: SendSms | 'none'
}

export interface Relay {
  /** Whether it has looked for work lately. */
  isAlive(): boolean
  /** Takes nothing more and waits for what is under way, at most as long as `signal` allows. */
  stop(signal?: AbortSignal): Promise<void>
}

/**
 * Delivers what units of work left in the outbox: at least once, since whoever dies between sending and noting it
 * leaves the row to the next one. Any number of processes may run one.
 */
export function startRelay(parts: RelayParts): Relay {
  const stopping = new AbortController()
  const lanes = createPushLanes()
  const running = kinds.map((kind) => startQueue(parts, kind, lanes, stopping.signal))
  return {
    isAlive: () => !stopping.signal.aborted && running.every((queue) => queue.isAlive()),
    async stop(signal = AbortSignal.timeout(10_000)) {
      stopping.abort()
      await Promise.race([Promise.all(running.map((queue) => queue.ended())), aborted(signal)])
    },
  }
}

interface Queue {
  isAlive(): boolean
  /** Once it was told to stop, and what was under way is over. */
  ended(): Promise<unknown>
}

function startQueue(parts: RelayParts, kind: MessageKind, lanes: PushLanes, stopping: AbortSignal): Queue {
  const { ground, log } = parts
  const { hub } = ground.database
  const { atOnce, ofTenant, share, leaseMs } = queues[kind]
  const underWay = new Map<Promise<void>, TenantId>()
  let lastLook = performance.now()
  let woken = false
  let wake = () => {}

  function nudge() {
    woken = true
    wake()
  }
  const unsubscribe = [
    hub.subscribe('outbox', ({ id }) => {
      if (id === kind || !Object.hasOwn(queues, id)) nudge()
    }),
    hub.onGap(nudge),
  ]
  stopping.addEventListener('abort', () => {
    for (const leave of unsubscribe) leave()
    // Also when it is just looking: it must not lie down once more after that.
    nudge()
  })

  async function run(): Promise<void> {
    while (!stopping.aborted) {
      woken = false
      const pause = await look().catch((error: unknown) => {
        log.warn({ err: error }, 'the outbox cannot be read')
        return 1000
      })
      if (!woken && pause > 0) await rest(pause)
    }
  }

  /** Starts what is due and there is room for; says how many milliseconds nothing more is to be done. */
  async function look(): Promise<number> {
    const room = atOnce - underWay.size
    if (room > 0) {
      const leasedUntil = new Date(ground.clock().getTime() + leaseMs)
      const taken = await takeDue(ground, { kind, limit: room, share, except: busyTenants(), leasedUntil })
      for (const row of taken) begin(row)
      lastLook = performance.now()
      if (taken.length > 0 && underWay.size < atOnce) return 0
      if (underWay.size < atOnce) {
        const due = await nextDue(ground, { kind, except: busyTenants() })
        return due ? Math.min(Math.max(due.getTime() - ground.clock().getTime(), 50), pollMs) : pollMs
      }
    }
    lastLook = performance.now()
    return pollMs
  }

  function busyTenants(): TenantId[] {
    const counts = new Map<TenantId, number>()
    for (const tenantId of underWay.values()) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1)
    return [...counts].filter(([, count]) => count >= ofTenant).map(([tenantId]) => tenantId)
  }

  function begin(row: Taken): void {
    const attempt = deliverMessage({ ...parts, lanes }, row, stopping)
      .catch((error: unknown) => {
        // The row comes back when its lease is over.
        log.error({ err: error, kind: row.kind, id: row.id }, 'an outbox message could not be settled')
      })
      .finally(() => {
        underWay.delete(attempt)
        nudge()
      })
    underWay.set(attempt, row.tenantId)
  }

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done() {
        clearTimeout(timer)
        wake = () => {}
        resolve()
      }
      wake = done
    })
  }

  const running = run()
  return {
    isAlive: () => performance.now() - lastLook < patienceMs,
    ended: async () => {
      await running
      await Promise.all(underWay.keys())
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
