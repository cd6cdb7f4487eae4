import type { Work } from '../work.ts'

/** As many mails as a page shows; older ones stay until they are swept. */
const pageSize = 100

export async function insertInboxMail(work: Work, id: string, sealed: Uint8Array): Promise<void> {
  await work.db
    .insertInto('inboxMails')
    .values({ tenantId: work.base.tenantId, id, sealed, at: work.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doNothing())
    .execute()
}

export function newestInboxMails(work: Work) {
  return inboxMails(work).orderBy('at', 'desc').orderBy('id', 'desc').limit(pageSize).execute()
}

export function inboxMailById(work: Work, id: string) {
  return inboxMails(work).where('id', '=', id).executeTakeFirst()
}

const inboxMails = (work: Work) =>
  work.db.selectFrom('inboxMails').select(['id', 'sealed', 'at']).where('tenantId', '=', work.base.tenantId)
