import { protocolVersion } from '#contract/device-messages.ts'
import type { DeviceId, RequestId } from '#contract/ids.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import { topicOf } from './announce-end.ts'
import { requestById } from './approvals.sql.ts'

/** The phone that a request was sent to turned out to be unreachable: it rings at another one for what is left of its time. */
export async function ringAgain(
  work: Work,
  { deviceId, rid }: { deviceId: DeviceId; rid: RequestId },
): Promise<void> {
  const request = await requestById(work, rid)
  if (request?.state !== 'pending' || request.expiresAt <= work.now) return
  await ring(work, { deviceId, rid, expiresAt: request.expiresAt })
}

/** Rings at a phone as long as the request lives. */
export async function ring(
  work: Work,
  { deviceId, rid, expiresAt }: { deviceId: DeviceId; rid: RequestId; expiresAt: Date },
): Promise<void> {
  const exp = Math.floor(expiresAt.getTime() / 1000)
  const message = { v: protocolVersion, t: 'request', iss: work.base.baseUrl, rid, exp } as const
  const ttlSeconds = Math.ceil((expiresAt.getTime() - work.now.getTime()) / 1000)
  await queuePush(work, { deviceId, message, ttlSeconds, topic: topicOf(rid) })
}
