import { sql } from 'kysely'
import * as z from 'zod/mini'
import type { Mail } from '../ports.ts'
import type { Work } from '../work.ts'

/**
 * The mailbox of an installation without a mail server: what would have been sent is kept, sealed, and read at
 * `/inbox` on the computer itself.
 */
export interface InboxMail extends Mail {
  readonly at: Date
}

const Kept = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() })

/** As many mails as a page shows; older ones stay until they are swept. */
const pageSize = 100

/** Keeps a mail. The same mail again changes nothing. */
export async function keepMail(work: Work, mail: Mail): Promise<void> {
  const { tenantId } = work.base
  const { id, to, subject, text, html } = mail
  await work.db
    .insertInto('inboxMails')
    .values({
      tenantId,
      id,
      sealed: work.keys.seal('inbox', `${tenantId}:${id}`, JSON.stringify({ to, subject, text, html })),
      at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doNothing())
    .execute()
  work.notify('outbox', id)
}

/** The newest mails first, at most a hundred. */
export async function listInboxMails(work: Work): Promise<InboxMail[]> {
  const rows = await work.db
    .selectFrom('inboxMails')
    .select(['id', 'sealed', 'at'])
    .where('tenantId', '=', work.base.tenantId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(sql.lit(pageSize))
    .execute()
  return rows.map((row) => ({ id: row.id, at: row.at, ...open(work, row.id, row.sealed) }))
}

/** One mail, or undefined where there is none of that id. */
export async function findInboxMail(work: Work, { id }: { id: string }): Promise<InboxMail | undefined> {
  const row = await work.db
    .selectFrom('inboxMails')
    .select(['id', 'sealed', 'at'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { id: row.id, at: row.at, ...open(work, row.id, row.sealed) }
}

function open(work: Work, id: string, sealed: Uint8Array) {
  const text = work.keys.unseal('inbox', `${work.base.tenantId}:${id}`, sealed).toString('utf8')
  return z.parse(Kept, JSON.parse(text))
}
