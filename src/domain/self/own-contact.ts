import type { UserEmails } from '#contract/emails.ts'
import type { Profile } from '#contract/self.ts'
import { removeEmail } from '../emails/remove-email.ts'
import { getUser } from '../users/get-user.ts'
import { updateUser } from '../users/update-user.ts'
import type { Work } from '../work.ts'
import { getProfile } from './get-profile.ts'
import { ownId } from './own-id.ts'
import { tell } from './tell.ts'

/**
 * Changes one’s own mobile number or personal address, and tells one at the addresses from before. Nothing changed, nothing is told.
 *
 * @throws {Problem} `invalid-request`
 */
export async function updateOwnContact(
  work: Work,
  change: { mobile?: string | null | undefined; personalEmail?: string | null | undefined },
): Promise<Profile> {
  const userId = ownId(work)
  const before = await getUser(work, { userId })
  const after = await updateUser(work, { userId, ifMatch: before.version, ...change })
  if (after.version !== before.version) await tell(work, before, 'contact')
  return getProfile(work)
}

/** @throws {Problem} `email-not-found` */
export async function removeOwnEmail(work: Work, { email }: { email: string }): Promise<UserEmails> {
  const userId = ownId(work)
  const left = await removeEmail(work, { userId, email })
  await tell(work, await getUser(work, { userId }), 'further-address')
  return left
}
