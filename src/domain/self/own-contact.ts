import type { UserEmails } from '#contract/emails.ts'
import type { Profile } from '#contract/self.ts'
import { removeEmail } from '../emails/remove-email.ts'
import { getUser } from '../users/get-user.ts'
import { updateUser } from '../users/update-user.ts'
import type { Work } from '../work.ts'
import { getProfile } from './get-profile.ts'
import { ownId } from './own-id.ts'

/**
 * Changes one’s own mobile number or personal address.
 *
 * @throws {Problem} `invalid-request`
 */
export async function updateOwnContact(
  work: Work,
  change: { mobile?: string | null | undefined; personalEmail?: string | null | undefined },
): Promise<Profile> {
  const userId = ownId(work)
  const before = await getUser(work, { userId })
  await updateUser(work, { userId, ifMatch: before.version, ...change })
  return getProfile(work)
}

/** @throws {Problem} `email-not-found` */
export const removeOwnEmail = (work: Work, { email }: { email: string }): Promise<UserEmails> =>
  removeEmail(work, { userId: ownId(work), email })
