import * as z from 'zod/mini'
import { knownPushes, PushMessage } from '#contract/device-messages.ts'
import type { RequestId } from '#contract/ids.ts'
import type { Enrolment } from './key-store.ts'
import { type Phone, unixSeconds } from './phone.ts'
import { checkStatus } from './status.ts'
import { wipe } from './wipe.ts'

/** What a push came to, for the worker to show. */
export type PushOutcome =
  /** "Sign-in request. Open Latchkey to review.", under this tag; nothing more on a locked phone. */
  | { readonly kind: 'request'; readonly iss: string; readonly rid: RequestId }
  /** Take back or replace what was shown for this request. */
  | { readonly kind: 'ended'; readonly rid: RequestId }
  /** "Device Revoked — This device has been removed from your account." Verified and already wiped; `left` enrolments remain. */
  | { readonly kind: 'wiped'; readonly enrolment: Enrolment; readonly left: number }
  | { readonly kind: 'checked' }
  | { readonly kind: 'test' }
  /** "Open the app to check your account": the status could not be verified, nothing was changed. */
  | { readonly kind: 'unverified' }
  /** No message of ours, too late, or of an organisation that this phone does not know. */
  | { readonly kind: 'ignored' }

/** A push is a bell: whatever it says, only the signed status makes a phone forget anything. */
export async function handlePush(phone: Phone, data: unknown): Promise<PushOutcome> {
  const parsed = z.safeParse(PushMessage, data)
  if (!parsed.success) return { kind: 'ignored' }
  const { t, iss, rid, exp } = parsed.data
  const enrolments = (await phone.store.listEnrolments()).filter((enrolment) => enrolment.iss === iss)
  if (enrolments.length === 0) return { kind: 'ignored' }
  const known: readonly string[] = knownPushes
  const kind = known.includes(t) ? t : 'state'
  if (kind === 'test') return { kind: 'test' }
  if (kind === 'end') return rid ? { kind: 'ended', rid } : { kind: 'ignored' }
  if (kind === 'request') {
    const offset = enrolments[0]?.clockOffsetSeconds ?? 0
    const isOver = exp !== undefined && exp <= unixSeconds(phone.clock()) + offset
    return rid && !isOver ? { kind: 'request', iss, rid } : { kind: 'ignored' }
  }
  let outcome: PushOutcome = { kind: 'checked' }
  for (const enrolment of enrolments) {
    const status = await checkStatus(phone, enrolment)
    if (status.kind === 'unverified') outcome = { kind: 'unverified' }
    if (status.kind !== 'wipe') continue
    return { kind: 'wiped', enrolment: status.enrolment, left: await wipe(phone, enrolment.deviceId) }
  }
  return outcome
}
