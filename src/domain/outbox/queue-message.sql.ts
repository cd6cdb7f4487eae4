import type { DeviceId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import type { Work } from '../work.ts'
import { type MailPayload, type PushPayload, type SmsPayload, sealPayload } from './payload.ts'

export async function insertMessage(
  work: Work,
  message:
    | { kind: 'mail'; payload: MailPayload; deviceId: null; expiresAt: Date | null }
    | { kind: 'sms'; payload: SmsPayload; deviceId: null; expiresAt: Date | null }
    | { kind: 'push'; payload: PushPayload; deviceId: DeviceId; expiresAt: Date | null },
): Promise<void> {
  const { kind, payload, deviceId, expiresAt } = message
  const { tenantId } = work.base
  const id = newId()
  await work.db
    .insertInto('outbox')
    .values({
      tenantId,
      id,
      kind,
      deviceId,
      topic: message.kind === 'push' ? (message.payload.topic ?? null) : null,
      payloadSealed: sealPayload(work.keys, tenantId, id, payload),
      createdAt: work.now,
      nextAttemptAt: work.now,
      expiresAt,
    })
    .executeTakeFirstOrThrow()
  work.notify('outbox', kind)
}
