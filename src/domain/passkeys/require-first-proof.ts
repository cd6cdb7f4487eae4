import type { SessionId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { isPasskeyAsked } from './is-passkey-asked.ts'
import { showedMoreThanPassword } from './showed-more-than-password.ts'

/**
 * The first passkey opens whatever asks for one. Where somebody has to have one, by their role or an application, their password alone does
 * not add it: else it would be enough for all that a passkey guards. The session has to have begun by their phone or a provider, or their
 * phone has confirmed it just now. Of what would lift this guard the same is asked (`requireOwnProof`).
 *
 * @throws {Problem} `first-passkey-guarded`
 */
export async function requireFirstProof(
  work: Work,
  { user, sessionId, act }: { user: User; sessionId: SessionId; act: keyof typeof words },
): Promise<void> {
  if (!(await isPasskeyAsked(work, user)) || (await showedMoreThanPassword(work, { sessionId }))) return
  const { phone, nothing } = words[act]
  throw new Problem('first-passkey-guarded', user.activeDevices > 0 ? phone : nothing)
}

const setUp = 'Ask your administrator for a setup code, set up your phone and sign in with it.'
const words = {
  'first-passkey': {
    phone: 'Sign in with your phone, then add your first passkey.',
    nothing: `A password is not enough to add your first passkey here. ${setUp}`,
  },
  'way-in': {
    phone: 'Sign in with your phone, then change this.',
    nothing: `A password is not enough to change this before you have a passkey. ${setUp}`,
  },
} as const
