import { createHash } from 'node:crypto'
import { protocolVersion } from '#contract/device-messages.ts'
import type { RequestId } from '#contract/ids.ts'
import { findPushTargetId } from '../devices/find-push-target.ts'
import { queuePush } from '../outbox/queue-push.ts'
import type { Work } from '../work.ts'
import type { ApprovalRow } from './approvals.sql.ts'

/** All pushes about one request share it, so that the last replaces those that wait (RFC 8030 §5.4). */
export const topicOf = (id: RequestId): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, 32)

/** Tells the waiting page, and takes the push back from the phone that it was sent to. */
export async function announceEnd(work: Work, request: ApprovalRow): Promise<void> {
  const { id, userId, pushed, expiresAt } = request
  work.notify('approval-request', id)
  const ttlSeconds = Math.ceil((expiresAt.getTime() - work.now.getTime()) / 1000)
  if (!userId || !pushed || ttlSeconds <= 0) return
  const deviceId = await findPushTargetId(work, { userId })
  if (!deviceId) return
  const message = { v: protocolVersion, t: 'end', iss: work.base.baseUrl, rid: id } as const
  await queuePush(work, { deviceId, message, ttlSeconds, topic: topicOf(id) })
}
