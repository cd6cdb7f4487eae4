import * as z from 'zod/mini'
import { PushMessage } from '#contract/device-messages.ts'
import type { TenantId } from '#contract/ids.ts'
import type { Keyring } from '#platform/keyring.ts'

/** A mail as it waits in the outbox. Its links are stored nowhere else but hashed, so it lies there sealed. */
export const MailPayload = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
})
export type MailPayload = z.output<typeof MailPayload>

/** A text as it waits in the outbox, sealed like a mail: it carries a code. */
export const SmsPayload = z.object({ to: z.string(), text: z.string() })
export type SmsPayload = z.output<typeof SmsPayload>

/** A push as it waits in the outbox. The subscription is looked up when it goes out: it may have changed by then. */
export const PushPayload = z.object({
  message: PushMessage,
  ttlSeconds: z.int(),
  topic: z.optional(z.string()),
})
export type PushPayload = z.output<typeof PushPayload>

/** Binds a payload to its row: copied into another row it does not open. */
const contextOf = (tenantId: TenantId, id: string) => `${tenantId}:${id}`

/** @param id of the outbox row that it goes into. */
export function sealPayload(
  keys: Keyring,
  tenantId: TenantId,
  id: string,
  payload: MailPayload | PushPayload | SmsPayload,
): Buffer {
  return keys.seal('outbox', contextOf(tenantId, id), JSON.stringify(payload))
}

/** @throws {SealError} when the row's payload is not its own, or its master key is not there any more. */
export function unsealMail(keys: Keyring, tenantId: TenantId, id: string, sealed: Uint8Array): MailPayload {
  return z.parse(
    MailPayload,
    JSON.parse(keys.unseal('outbox', contextOf(tenantId, id), sealed).toString('utf8')),
  )
}

/** @throws {SealError} as `unsealMail`. */
export function unsealPush(keys: Keyring, tenantId: TenantId, id: string, sealed: Uint8Array): PushPayload {
  return z.parse(
    PushPayload,
    JSON.parse(keys.unseal('outbox', contextOf(tenantId, id), sealed).toString('utf8')),
  )
}

/** @throws {SealError} as `unsealMail`. */
export function unsealSms(keys: Keyring, tenantId: TenantId, id: string, sealed: Uint8Array): SmsPayload {
  return z.parse(
    SmsPayload,
    JSON.parse(keys.unseal('outbox', contextOf(tenantId, id), sealed).toString('utf8')),
  )
}
