import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { activateAccounts } from '../accounts/activate-accounts.ts'
import { record, recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { lockUser, setActivated } from './users.sql.ts'

/**
 * What enrolling a phone makes of a user: their DID is pinned, `invited` becomes `active` with their invited accounts, and the
 * address is verified where the claim was mailed to it. The second phone changes nothing but a missing verification.
 *
 * @throws {Problem} `user-not-found`, `user-deactivated`, `did-mismatch` when another DID is pinned already
 */
export async function activateUser(
  work: Work,
  input: { userId: UserId; did: string; identityId: string; verifiesEmail: boolean },
): Promise<User> {
  const { userId, did, identityId, verifiesEmail } = input
  const user = await lockUser(work, userId)
  if (!user) throw new Problem('user-not-found')
  if (user.status === 'deactivated') throw new Problem('user-deactivated')
  if (user.did !== null && user.did !== did) throw new Problem('did-mismatch')
  const emailVerified = user.emailVerified || verifiesEmail
  const changed = { status: 'active' as const, did, identityId, emailVerified }
  await setActivated(work, userId, changed)
  if (user.status === 'invited') await record(work, 'user.activated', { userId, by: 'device' })
  // Also after a reset: their accounts waited for the new identity.
  if (user.did === null) await activateAccounts(work, { userId, did })
  if (emailVerified && !user.emailVerified) {
    await recordAll(work, [{ type: 'user.email.verified', data: { userId, by: 'claim' } }])
  }
  return { ...user, status: 'active', did, emailVerified, updatedAt: work.now, version: user.version + 1 }
}
