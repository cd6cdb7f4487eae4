import type { PushMessage } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { insertMessage } from './queue-message.sql.ts'

export interface QueuedPush {
  readonly deviceId: DeviceId
  readonly message: PushMessage
  /** After so many seconds nobody needs it any more. */
  readonly ttlSeconds: number
  /** As `Push.topic`. */
  readonly topic?: string
}

/** Rings at a device once this unit has committed, and never if it has not. */
export function queuePush(work: Work, { deviceId, message, ttlSeconds, topic }: QueuedPush): Promise<void> {
  const expiresAt = new Date(work.now.getTime() + ttlSeconds * 1000)
  const payload = { message, ttlSeconds, ...(topic !== undefined && { topic }) }
  return insertMessage(work, { kind: 'push', payload, deviceId, expiresAt })
}
