import type { UserId } from '#contract/ids.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { requireFirstProof } from './require-first-proof.ts'
import { showedMoreThanPassword } from './showed-more-than-password.ts'

/**
 * Of whoever changes for themselves what they come in by, or where codes for it are mailed: a provider of their own, an address that one
 * vouches for, a setup code for a phone of theirs or the mailbox that it goes to would lift the guard of the first passkey. Of what others do for them nothing is asked
 * here.
 *
 * @returns whether it would have been allowed as well if a passkey had been asked for: what is only begun now is looked at again at its end
 * @throws {Problem} `first-passkey-guarded`
 */
export async function requireOwnProof(work: Work, { userId }: { userId: UserId }): Promise<boolean> {
  const { id, session } = work.actor
  if (id !== userId || !session) return true
  const user = await getUser(work, { userId })
  if (user.passkeys > 0) return true
  await requireFirstProof(work, { user, sessionId: session.id, act: 'way-in' })
  return showedMoreThanPassword(work, { sessionId: session.id })
}
