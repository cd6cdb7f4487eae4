import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { MailKind } from '../ports.ts'
import type { Work } from '../work.ts'
import { issuePasswordLink } from './issue-password-link.ts'
import { lockTarget } from './lock-target.ts'
import { passwordAllowed } from './password-allowed.ts'
import { voidLinks } from './password-links.sql.ts'

/**
 * An administrator has a person sent a link to set a password by, at their work address. Earlier links end.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-deactivated`, `password-not-allowed`, `mail-not-configured`
 */
export async function sendPasswordLink(
  work: Work,
  { userId }: { userId: UserId },
  mail: MailKind,
): Promise<{ expiresAt: Date }> {
  const owner = await lockTarget(work, userId)
  if (owner.status === 'deactivated') throw new Problem('user-deactivated')
  if (!(await passwordAllowed(work, owner))) throw new Problem('password-not-allowed')
  if (mail === 'none') throw new Problem('mail-not-configured')
  await voidLinks(work, userId)
  return issuePasswordLink(work, { owner, purpose: 'set', signInId: null })
}
