import type { UserId } from '#contract/ids.ts'
import { endCodes } from '../codes/end-codes.ts'
import type { Work } from '../work.ts'
import { voidClaimsOf, voidOpenLinks } from './end-everything.sql.ts'

/** Ends what lies in a mailbox that is this person's no more: invitations, links to set a password, and codes. */
export async function endMailed(work: Work, { userId }: { userId: UserId }): Promise<void> {
  for (const { id } of await voidClaimsOf(work, userId, 'mail')) work.notify('claim', id)
  await voidOpenLinks(work, userId)
  await endCodes(work, { userId })
}
