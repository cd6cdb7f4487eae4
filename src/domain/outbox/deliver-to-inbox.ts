import type { Mail } from '../ports.ts'
import type { Work } from '../work.ts'
import { keepMail } from './inbox.ts'
import { settleRow } from './relay.sql.ts'
import type { Taken } from './take-due.ts'

/** Puts a mail into the mailbox at /inbox and marks it delivered, in one: it is there once, or still waits. */
export async function deliverToInbox(work: Work, { mail, row }: { mail: Mail; row: Taken }): Promise<void> {
  const settled = await settleRow(work.db, row, { delivered: work.now })
  if (settled) await keepMail(work, mail)
}
