import type { TenantId } from '#contract/ids.ts'
import { ringAgain } from '#domain/approvals/ring.ts'
import {
  dropPushSubscription,
  findPushSubscription,
  markPushLost,
} from '#domain/devices/push-subscription.ts'
import { deliverToInbox } from '#domain/outbox/deliver-to-inbox.ts'
import { unsealMail, unsealPush, unsealSms } from '#domain/outbox/payload.ts'
import { settle, type Taken } from '#domain/outbox/take-due.ts'
import { DeliveryError } from '#domain/ports.ts'
import { type Ground, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import { pauseSeconds } from './backoff.ts'
import type { PushLanes } from './push-lanes.ts'
import type { RelayParts } from './relay-outbox.ts'

const mailLimitMs = 45_000
const smsLimitMs = 15_000
/** Where a push service has no place free, in milliseconds; half of it is chance. */
const placeFreeMs = 2000

export type DeliveryParts = RelayParts & { readonly lanes: PushLanes }

/** What came of it, where it did not fail: sent, noted in its own unit, or put back for a while without having been tried. */
type Delivered = 'sent' | 'noted' | { putBack: Date }

/** One attempt, and the note of how it ended. */
export async function deliverMessage(parts: DeliveryParts, row: Taken, stopping: AbortSignal): Promise<void> {
  const { ground, log, metrics } = parts
  const now = ground.clock()
  if (row.expiresAt && row.expiresAt <= now) return giveUp(parts, row, 'expired')
  try {
    const tenancy = await tenancyOfRow(parts, row.tenantId)
    const outcome = await deliver[row.kind](parts, row, tenancy)
    if (outcome === 'noted') return
    if (outcome !== 'sent') {
      await settle(ground, row, outcome)
      return
    }
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
    // Nobody needs it by then, and what comes after it must not wait for it.
    if (row.expiresAt && row.expiresAt <= again) return giveUp(parts, row, failure.reason, error)
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
  { ground, log, metrics }: DeliveryParts,
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

const deliver = { mail: deliverMail, push: deliverPush, sms: deliverSms } satisfies Record<
  Taken['kind'],
  (parts: DeliveryParts, row: Taken, tenancy: Tenancy) => Promise<Delivered>
>

async function deliverMail(parts: DeliveryParts, row: Taken, tenancy: Tenancy): Promise<Delivered> {
  const { ground } = parts
  const sendMail = parts.sendMail()
  if (sendMail === 'none') throw new DeliveryError('no mail server', { permanent: true })
  const mail = { id: row.id, ...unsealMail(ground.keys, row.tenantId, row.id, payloadOf(row)) }
  if (sendMail === 'inbox') {
    await inUnit(ground, tenancy, (work) => deliverToInbox(work, { mail, row }))
    parts.metrics.outboxAttempt('mail', 'sent')
    return 'noted'
  }
  await sendMail(mail, AbortSignal.timeout(mailLimitMs))
  return 'sent'
}

async function deliverSms({ ground, sendSms }: DeliveryParts, row: Taken): Promise<Delivered> {
  if (sendSms === 'none') throw new DeliveryError('no sms service', { permanent: true })
  const sms = { id: row.id, ...unsealSms(ground.keys, row.tenantId, row.id, payloadOf(row)) }
  await sendSms(sms, AbortSignal.timeout(smsLimitMs))
  return 'sent'
}

async function deliverPush(parts: DeliveryParts, row: Taken, tenancy: Tenancy): Promise<Delivered> {
  const { ground, lanes } = parts
  const { deviceId } = row
  const { message, topic, ...push } = unsealPush(ground.keys, row.tenantId, row.id, payloadOf(row))
  if (!deviceId) throw new DeliveryError('no device', { permanent: true })
  const subscription = await inUnit(ground, tenancy, (work) => findPushSubscription(work, { deviceId }))
  if (!subscription) throw new DeliveryError('no subscription', { permanent: true })
  const { endpoint } = subscription
  const now = ground.clock()
  const held = lanes.heldUntil(endpoint, now)
  if (held) return { putBack: held }
  const place = lanes.enter(endpoint)
  if (!place) return { putBack: new Date(now.getTime() + placeFreeMs * (1 + Math.random())) }
  // What is left of its time: a bell that was held up does not ring the longer for it.
  const left = row.expiresAt ? Math.ceil((row.expiresAt.getTime() - now.getTime()) / 1000) : push.ttlSeconds
  const ttlSeconds = Math.max(Math.min(left, push.ttlSeconds), 1)
  const result = await parts
    .sendPush(
      { id: row.id, subscription, payload: JSON.stringify(message), ttlSeconds, ...(topic ? { topic } : {}) },
      AbortSignal.timeout(place.limitMs),
    )
    .catch((error: unknown) => {
      const asked = error instanceof DeliveryError ? error.retryAfterSeconds : undefined
      if (asked) lanes.hold(endpoint, new Date(ground.clock().getTime() + asked * 1000))
      throw error
    })
    .finally(place.leave)
  if (result === 'gone') {
    await inUnit(ground, tenancy, async (work) => {
      const next = await markPushLost(work, { deviceId, endpoint })
      if (next && message.t === 'request' && message.rid)
        await ringAgain(work, { deviceId: next, rid: message.rid })
    })
    throw new DeliveryError('subscription gone', { permanent: true })
  }
  // The last word to a removed phone: nobody has a use for its address any more.
  if (message.t === 'revoke')
    await inUnit(ground, tenancy, (work) => dropPushSubscription(work, { deviceId }))
  return 'sent'
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
