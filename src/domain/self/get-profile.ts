import type { Profile } from '#contract/self.ts'
import { listEmails } from '../emails/list-emails.ts'
import { passwordRules } from '../passwords/password-allowed.ts'
import { passwordStatus } from '../passwords/password-status.ts'
import { findProofs } from '../sign-in/find-proofs.ts'
import { getUser } from '../users/get-user.ts'
import { pushesPausedUntil } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { ownId } from './own-id.ts'

/** Who one is here, and by what one proves it anew. */
export async function getProfile(work: Work): Promise<Profile> {
  const userId = ownId(work)
  const user = await getUser(work, { userId })
  const password = await passwordStatus(work, { userId })
  const [provesBy = 'sign-in'] = await findProofs(work, { userId })
  return {
    user,
    emails: await listEmails(work, { userId }),
    password,
    rules: await passwordRules(work),
    pushesPausedUntil: await pushesPausedUntil(work, { userId }),
    provesBy,
  }
}
