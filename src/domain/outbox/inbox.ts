import * as z from 'zod/mini'
import type { Mail } from '../ports.ts'
import type { Work } from '../work.ts'
import { inboxMailById, insertInboxMail, newestInboxMails } from './inbox.sql.ts'

/**
 * The mailbox of an installation without a mail server: what would have been sent is kept, sealed, and read at
 * `/inbox` on the computer itself.
 */
export interface InboxMail extends Mail {
  readonly at: Date
}

const Kept = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() })

/** Keeps a mail. The same mail again changes nothing. */
export async function keepMail(work: Work, mail: Mail): Promise<void> {
  const { id, to, subject, text, html } = mail
  const sealed = work.keys.seal('inbox', contextOf(work, id), JSON.stringify({ to, subject, text, html }))
  await insertInboxMail(work, id, sealed)
  work.notify('outbox', id)
}

/** The newest mails first, at most a hundred. */
export async function listInboxMails(work: Work): Promise<InboxMail[]> {
  const rows = await newestInboxMails(work)
  return rows.map((row) => ({ id: row.id, at: row.at, ...open(work, row.id, row.sealed) }))
}

/** One mail, or undefined where there is none of that id. */
export async function findInboxMail(work: Work, { id }: { id: string }): Promise<InboxMail | undefined> {
  const row = await inboxMailById(work, id)
  return row && { id: row.id, at: row.at, ...open(work, row.id, row.sealed) }
}

function open(work: Work, id: string, sealed: Uint8Array) {
  return z.parse(Kept, JSON.parse(work.keys.unseal('inbox', contextOf(work, id), sealed).toString('utf8')))
}

const contextOf = (work: Work, id: string) => `${work.base.tenantId}:${id}`
