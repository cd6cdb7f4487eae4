import type { TenantId } from '#contract/ids.ts'
import {
  dropPushSubscription,
  findPushSubscription,
  markPushLost,
} from '#domain/devices/push-subscription.ts'
import { deliverToInbox } from '#domain/outbox/deliver-to-inbox.ts'
import { unsealMail, unsealPush } from '#domain/outbox/payload.ts'
import { nextDue, settle, type Taken, takeDue } from '#domain/outbox/take-due.ts'
import { DeliveryError, type SendMail, type SendPush } from '#domain/ports.ts'
import { type Ground, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'
import type { Metrics } from '#platform/metrics.ts'
import { pauseSeconds } from './backoff.ts'

/** Sends at the same time, of all tenants and of one. */
const concurrency = 8
const share = 4
/** Longest silence between two looks; a commit wakes the relay earlier. */
const pollMs = 5000
const sendLimitMs = { mail: 45_000, push: 12_000 } as const
/** A row belongs to the process that took it for this long: more than any attempt lasts. */
const leaseMs = 60_000
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
  const { ground, log } = parts
  const { hub } = ground.database
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let lastLook = performance.now()
  let woken = false
  let wake = () => {}

  function nudge() {
    woken = true
    wake()
  }
  const unsubscribe = [hub.subscribe('outbox', nudge), hub.onGap(nudge)]

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
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
    const room = concurrency - underWay.size
    if (room > 0) {
      const now = ground.clock()
      const taken = await takeDue(ground, {
        limit: room,
        share,
        leasedUntil: new Date(now.getTime() + leaseMs),
      })
      for (const row of taken) begin(row)
      lastLook = performance.now()
      if (taken.length > 0 && underWay.size < concurrency) return 0
      if (underWay.size < concurrency) {
        const due = await nextDue(ground)
        return due ? Math.min(Math.max(due.getTime() - ground.clock().getTime(), 50), pollMs) : pollMs
      }
    }
    lastLook = performance.now()
    return pollMs
  }

  function begin(row: Taken): void {
    const attempt = deliver(parts, row, stopping.signal)
      .catch((error: unknown) => {
        // The row comes back when its lease is over.
        log.error({ err: error, kind: row.kind, id: row.id }, 'an outbox message could not be settled')
      })
      .finally(() => {
        underWay.delete(attempt)
        nudge()
      })
    underWay.add(attempt)
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
    isAlive: () => !stopping.signal.aborted && performance.now() - lastLook < patienceMs,
    async stop(signal = AbortSignal.timeout(10_000)) {
      for (const leave of unsubscribe) leave()
      stopping.abort()
      // Also when it is just looking: it must not lie down once more after that.
      nudge()
      await Promise.race([Promise.all([running, ...underWay]), aborted(signal)])
    },
  }
}

/** One attempt, and the note of how it ended. */
async function deliver(parts: RelayParts, row: Taken, stopping: AbortSignal): Promise<void> {
  const { ground, log, metrics } = parts
  const now = ground.clock()
  if (row.expiresAt && row.expiresAt <= now) return giveUp(parts, row, 'expired')
  try {
    const tenancy = await tenancyOfRow(parts, row.tenantId)
    const settled =
      row.kind === 'mail' ? await deliverMail(parts, row, tenancy) : await deliverPush(parts, row, tenancy)
    if (!settled) return
    await settle(ground, row, { delivered: ground.clock() })
    metrics.outboxAttempt(row.kind, 'sent')
  } catch (error) {
    // Whoever stops in the middle has not failed: the next one tries at once.
    if (stopping.aborted && !(error instanceof DeliveryError)) {
      await settle(ground, row, { again: ground.clock(), why: 'stopped' })
      return
    }
    const failure = error instanceof DeliveryError ? error : new DeliveryError('internal', { cause: error })
    const pause = failure.permanent
      ? undefined
      : pauseSeconds(row.kind, row.attempts, Math.random(), failure.retryAfterSeconds)
    if (pause === undefined) return giveUp(parts, row, failure.reason, error)
    const again = new Date(ground.clock().getTime() + pause * 1000)
    await settle(ground, row, { again, why: failure.reason })
    metrics.outboxAttempt(row.kind, 'failed')
    log.warn(
      {
        kind: row.kind,
        id: row.id,
        attempt: row.attempts,
        reason: failure.reason,
        again,
        err: internal(error),
      },
      'an outbox message did not get through; it is tried again',
    )
  }
}

async function giveUp(
  { ground, log, metrics }: RelayParts,
  row: Taken,
  why: string,
  error?: unknown,
): Promise<void> {
  await settle(ground, row, { dead: ground.clock(), why })
  metrics.outboxAttempt(row.kind, 'dead')
  log.warn(
    {
      kind: row.kind,
      id: row.id,
      tenantId: row.tenantId,
      attempt: row.attempts,
      reason: why,
      err: internal(error),
    },
    'an outbox message is given up',
  )
}

/** What the far side says may quote an address; only what broke in the house goes into the log. */
const internal = (error: unknown) => (error instanceof DeliveryError ? undefined : error)

/** @returns whether the row is still to be marked as delivered. */
async function deliverMail(parts: RelayParts, row: Taken, tenancy: Tenancy): Promise<boolean> {
  const { ground } = parts
  const sendMail = parts.sendMail()
  if (sendMail === 'none') throw new DeliveryError('no mail server', { permanent: true })
  const mail = { id: row.id, ...unsealMail(ground.keys, row.tenantId, row.id, payloadOf(row)) }
  if (sendMail === 'inbox') {
    await inUnit(ground, tenancy, (work) => deliverToInbox(work, { mail, row }))
    parts.metrics.outboxAttempt('mail', 'sent')
    return false
  }
  await sendMail(mail, AbortSignal.timeout(sendLimitMs.mail))
  return true
}

/** As `deliverMail`. */
async function deliverPush(parts: RelayParts, row: Taken, tenancy: Tenancy): Promise<boolean> {
  const { ground } = parts
  const { deviceId } = row
  const { message, topic, ...push } = unsealPush(ground.keys, row.tenantId, row.id, payloadOf(row))
  if (!deviceId) throw new DeliveryError('no device', { permanent: true })
  const subscription = await inUnit(ground, tenancy, (work) => findPushSubscription(work, { deviceId }))
  if (!subscription) throw new DeliveryError('no subscription', { permanent: true })
  // What is left of its time: a bell that was held up does not ring the longer for it.
  const left = row.expiresAt
    ? Math.ceil((row.expiresAt.getTime() - ground.clock().getTime()) / 1000)
    : push.ttlSeconds
  const ttlSeconds = Math.max(Math.min(left, push.ttlSeconds), 1)
  const result = await parts.sendPush(
    { id: row.id, subscription, payload: JSON.stringify(message), ttlSeconds, ...(topic ? { topic } : {}) },
    AbortSignal.timeout(sendLimitMs.push),
  )
  if (result === 'gone') {
    await inUnit(ground, tenancy, (work) => markPushLost(work, { deviceId, endpoint: subscription.endpoint }))
    throw new DeliveryError('subscription gone', { permanent: true })
  }
  // The last word to a removed phone: nobody has a use for its address any more.
  if (message.t === 'revoke')
    await inUnit(ground, tenancy, (work) => dropPushSubscription(work, { deviceId }))
  return true
}

function payloadOf(row: Taken): Buffer {
  if (!row.payloadSealed) throw new DeliveryError('no payload', { permanent: true })
  return row.payloadSealed
}

async function tenancyOfRow({ findTenancy }: RelayParts, tenantId: TenantId): Promise<Tenancy> {
  const tenancy = await findTenancy(tenantId)
  if (!tenancy) throw new DeliveryError('no tenant', { permanent: true })
  return tenancy
}

function inUnit<T>(ground: Ground, tenancy: Tenancy, unit: (work: Work) => Promise<T>): Promise<T> {
  return transact(ground, tenancy, 'write', systemActor(tenancy.tenantId, 'outbox'), unit)
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
