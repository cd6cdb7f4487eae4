import type { UserId } from '#contract/ids.ts'
import type { PasswordStatus } from '#contract/passwords.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { passwordAllowed } from './password-allowed.ts'
import { findOwner, findPassword } from './passwords.sql.ts'

/**
 * All that is ever told of a password.
 *
 * @throws {Problem} `user-not-found`
 */
export async function passwordStatus(work: Work, { userId }: { userId: UserId }): Promise<PasswordStatus> {
  const owner = await findOwner(work, userId)
  if (!owner) throw new Problem('user-not-found')
  const password = await findPassword(work, userId)
  const { lockedUntil } = owner
  return {
    hasPassword: password !== undefined,
    setAt: password?.setAt ?? null,
    temporary: password?.temporary ?? false,
    temporaryUntil: password?.expiresAt ?? null,
    requiresReset: owner.requirePasswordReset,
    verifiedAt: password?.verifiedAt ?? null,
    allowed: await passwordAllowed(work, owner),
    lockedUntil: lockedUntil && lockedUntil > work.now ? lockedUntil : null,
  }
}
