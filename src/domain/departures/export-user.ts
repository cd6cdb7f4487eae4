import type { UserId } from '#contract/ids.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { readEvents } from '../audit/read-events.ts'
import { record } from '../audit/record.ts'
import { listEmails } from '../emails/list-emails.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { belongingsOf } from './export.sql.ts'

/** The newest of them; a person of more gets the rest from the audit log. */
const mostEvents = 10_000

/**
 * Everything that is kept of one person, as JSON, for them (GDPR articles 15 and 20): profile, addresses, phones, sessions, sign-ins, accounts, links,
 * and what was written down about them, opened. Secrets are no data of theirs and stay here.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`
 */
export async function exportUser(
  work: Work,
  { userId }: { userId: UserId },
): Promise<{ fileName: string; data: Record<string, unknown> }> {
  const { version: _version, ...profile } = await holdForAct(work, { userId })
  const events = await readEvents(work, { userId, limit: mostEvents })
  const accounts = await listAccounts(work, { userId })
  const { aliases, pending } = await listEmails(work, { userId })
  const belongings = await belongingsOf(work, userId)
  await record(work, 'user.exported', { userId })
  const data = {
    exportedAt: work.now,
    organisation: work.base.name,
    profile,
    furtherAddresses: aliases,
    addressesToConfirm: pending.map(({ id: _id, ...change }) => change),
    accounts: accounts.map(({ id: _id, applicationId: _application, ...account }) => account),
    ...belongings,
    eventsComplete: events.length < mostEvents,
    events: events.map(({ at, type, actor, data: facts, personal }) => ({
      at,
      type,
      by: actor.id === userId ? 'yourself' : actor.kind,
      data: facts,
      personal,
    })),
  }
  return {
    fileName: `latchkey-${userId}-${work.now.toISOString().slice(0, 10)}.json`,
    // Instants as text, as they travel.
    data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
  }
}
