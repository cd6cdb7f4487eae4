import type { ApplicationId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { findAccount } from './accounts.sql.ts'

/** What an application sees as `sub` of this person; undefined where they have no account in it. Notes nothing. */
export async function findSubject(
  work: Work,
  { userId, applicationId }: { userId: UserId; applicationId: ApplicationId },
): Promise<string | undefined> {
  return (await findAccount(work, userId, applicationId))?.subject
}
