import type { Sms } from '../ports.ts'
import type { Work } from '../work.ts'
import { insertMessage } from './queue-message.sql.ts'

/** Sends a text once this unit has committed, and never if it has not; `sendText` says whether it may go at all. */
export function queueSms(
  work: Work,
  { to, text }: Omit<Sms, 'id'>,
  /** After this it is of no use. */
  { expiresAt }: { expiresAt: Date },
): Promise<void> {
  return insertMessage(work, { kind: 'sms', payload: { to, text }, deviceId: null, expiresAt })
}
