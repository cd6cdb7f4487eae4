import type { SignInId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { linkTokenHash } from './issue-password-link.ts'
import { passwordAllowed } from './password-allowed.ts'
import { findLink, markLinkSpent } from './password-links.sql.ts'
import { lockOwner, setProved } from './passwords.sql.ts'

export interface OpenLink {
  readonly linkId: string
  readonly userId: UserId
  /** The sign-in that asked for it. */
  readonly signInId: SignInId | null
  /** Whose password it sets. */
  readonly email: string
}

/**
 * Looks at a link, which uses nothing up: programs that read mail before people do open it as well. Unknown, used, expired and voided
 * ones are one answer, and so are those of whoever is deactivated, has another address by now, or is allowed no password.
 */
export async function openPasswordLink(
  work: Work,
  { token }: { token: string },
): Promise<OpenLink | undefined> {
  const link = await findLink(work, { tokenHash: linkTokenHash(token) })
  if (!link || !(await passwordAllowed(work, link))) return undefined
  return { linkId: link.id, userId: link.userId, signInId: link.signInId, email: link.email }
}

/**
 * Uses a link, once: of two at the same time the second is told false. It reached its reader, so their address is verified, and
 * whoever was invited is active. The password itself is set by `setPassword`, in the same unit.
 *
 * Holds the person's row.
 */
export async function spendPasswordLink(work: Work, { linkId }: { linkId: string }): Promise<boolean> {
  const found = await findLink(work, { id: linkId })
  if (!found) return false
  const { userId } = found
  const owner = await lockOwner(work, userId)
  // Looked at again with the row held: they may have been deactivated, or their address changed, in this moment.
  if (!owner || !(await findLink(work, { id: linkId })) || !(await markLinkSpent(work, linkId))) return false
  const activates = owner.status === 'invited'
  if (activates || !owner.emailVerified) {
    await setProved(work, userId, { emailVerified: true, ...(activates && { status: 'active' }) })
  }
  if (!owner.emailVerified) await record(work, 'user.email.verified', { userId, by: 'password-link' })
  if (activates) await record(work, 'user.activated', { userId, by: 'password' })
  return true
}
