import type { UserId } from '#contract/ids.ts'
import type { PasswordStatus } from '#contract/passwords.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { lockTarget } from './lock-target.ts'
import { passwordStatus } from './password-status.ts'
import { findPassword, setAllowed, setRequirement } from './passwords.sql.ts'

/**
 * Has a person asked for a new password at their next sign-in, before anything else, or no longer. What is so already stays, and is not
 * recorded.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`; `no-password` where there is none to be replaced
 */
export async function requirePasswordReset(
  work: Work,
  { userId, required }: { userId: UserId; required: boolean },
): Promise<PasswordStatus> {
  const owner = await lockTarget(work, userId)
  if (required && !(await findPassword(work, userId))) throw new Problem('no-password')
  if (owner.requirePasswordReset !== required) {
    await setRequirement(work, userId, required)
    await record(work, 'user.password.reset-required', { userId, required })
  }
  return passwordStatus(work, { userId })
}

/**
 * Says of one person whether they may have a password; it counts where the policy decides per user. A password that is there stays,
 * and opens nothing while it is not allowed.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`
 */
export async function allowPassword(
  work: Work,
  { userId, allowed }: { userId: UserId; allowed: boolean },
): Promise<PasswordStatus> {
  const owner = await lockTarget(work, userId)
  if (owner.passwordAllowed !== allowed) {
    await setAllowed(work, userId, allowed)
    await record(work, 'user.password.allowed', { userId, allowed })
  }
  return passwordStatus(work, { userId })
}
