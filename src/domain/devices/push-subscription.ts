import * as z from 'zod/mini'
import type { DeviceId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { PushSubscription } from '../ports.ts'
import type { Work } from '../work.ts'
import { promoteAnother } from './devices.sql.ts'
import { tellOfLostPush } from './lost-push-mail.ts'
import { clearSubscription, lockSubscription, subscriptionOf } from './push-subscription.sql.ts'

const Subscription = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() })

/** Whoever knows a phone's push address can ring it: sealed, and bound to its row. */
export function sealPushSubscription(work: Work, deviceId: DeviceId, subscription: PushSubscription): Buffer {
  return work.keys.seal('push-subscription', contextOf(work, deviceId), JSON.stringify(subscription))
}

/** How a device is reached, also a removed one that has yet to be told; undefined where push does not reach it. */
export async function findPushSubscription(
  work: Work,
  { deviceId }: { deviceId: DeviceId },
): Promise<PushSubscription | undefined> {
  const row = await subscriptionOf(work, deviceId)
  return row?.pushSubscriptionSealed ? open(work, deviceId, row.pushSubscriptionSealed) : undefined
}

/**
 * The push service has forgotten this subscription: it is dropped, another device of the person is rung from now on, and
 * where there is none, they are reached by code until the app registers anew. The person is told; administrators see it in the list. A
 * subscription that the phone has replaced in the meantime stays.
 *
 * @returns the device that rings from now on, where it took over from this one.
 */
export async function markPushLost(
  work: Work,
  { deviceId, endpoint }: { deviceId: DeviceId; endpoint: string },
): Promise<DeviceId | undefined> {
  const row = await lockSubscription(work, deviceId)
  if (!row?.pushSubscriptionSealed) return undefined
  if (open(work, deviceId, row.pushSubscriptionSealed).endpoint !== endpoint) return undefined
  await clearSubscription(work, deviceId, 'gone')
  if (row.state === 'removed' || row.userId === null) return undefined
  const { userId, name } = row
  await record(work, 'device.push-lost', { userId, deviceId })
  if (!row.pushTarget) return undefined
  const next = await promoteAnother(work, userId)
  if (next) await record(work, 'device.activated', { userId, deviceId: next.id, by: 'promotion' })
  await tellOfLostPush(work, { userId, lost: name, next: next?.name ?? null })
  return next?.id
}

/** Forgets how a removed device was reached, once it has been told. */
export async function dropPushSubscription(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<void> {
  const row = await lockSubscription(work, deviceId)
  if (row?.state === 'removed') await clearSubscription(work, deviceId, 'none')
}

function open(work: Work, deviceId: DeviceId, sealed: Uint8Array): PushSubscription {
  const text = work.keys.unseal('push-subscription', contextOf(work, deviceId), sealed).toString('utf8')
  return z.parse(Subscription, JSON.parse(text))
}

const contextOf = (work: Work, deviceId: DeviceId) => `${work.base.tenantId}:${deviceId}`
