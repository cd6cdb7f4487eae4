import type { Mail } from '../ports.ts'
import type { Work } from '../work.ts'
import { insertMessage } from './queue-message.sql.ts'

/** Sends a mail once this unit has committed, and never if it has not. */
export function queueMail(
  work: Work,
  { to, subject, text, html }: Omit<Mail, 'id'>,
  /** After this it is of no use, such as a link that has ended. */
  options: { expiresAt?: Date } = {},
): Promise<void> {
  const { expiresAt = null } = options
  return insertMessage(work, {
    kind: 'mail',
    payload: { to, subject, text, html },
    deviceId: null,
    expiresAt,
  })
}
