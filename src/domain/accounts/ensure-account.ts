import type { AccountId, ApplicationId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { record, recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { accessOf, findAccount, insertAccount, markActivated, setSignedIn } from './accounts.sql.ts'

/**
 * The account of a person who signs in to an application now. Where everyone may, it is made at the first time, active, with a subject
 * of its own that never changes; one that was assigned is activated.
 *
 * @throws {Problem} `application-not-found`; `forbidden` where the application is for those assigned and this person is not, and where
 * they were removed from it: an account that ended is not made anew
 */
export async function ensureAccount(
  work: Work,
  { userId, applicationId }: { userId: UserId; applicationId: ApplicationId },
): Promise<{ id: AccountId; subject: string; status: 'invited' | 'active' }> {
  const facts = await accessOf(work, userId, applicationId)
  if (!facts) throw new Problem('application-not-found')
  const account =
    (await findAccount(work, userId, applicationId)) ?? (await addAccount(work, userId, applicationId, facts))
  if (account.endedAt) throw new Problem('forbidden')
  if (account.status === 'invited') {
    await markActivated(work, userId, facts.did, account.id)
    await record(work, 'account.activated', { userId, accountId: account.id, applicationId })
  }
  await setSignedIn(work, account.id, applicationId)
  return { id: account.id, subject: account.subject, status: 'active' }
}

async function addAccount(
  work: Work,
  userId: UserId,
  applicationId: ApplicationId,
  { access, did }: { access: 'everyone' | 'assigned'; did: string | null },
) {
  if (access === 'assigned') throw new Problem('forbidden')
  // A new id carries its brand from here on.
  const id = newId() as AccountId
  const made = await insertAccount(work, { id, userId, applicationId, subject: randomToken(16), did })
  if (made) {
    await recordAll(work, [
      { type: 'account.created', data: { userId, accountId: id, applicationId } },
      { type: 'account.activated', data: { userId, accountId: id, applicationId } },
    ])
    return made
  }
  // Another sign-in of the same person made it at this moment.
  const found = await findAccount(work, userId, applicationId)
  if (!found) throw new Error('an account was not written')
  return found
}
