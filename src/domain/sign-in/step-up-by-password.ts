import type { SessionId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { sha256 } from '#platform/hash.ts'
import { record } from '../audit/record.ts'
import { acceptPassword } from '../passwords/accept-password.ts'
import { type CheckedPassword, checkPassword } from '../passwords/check-password.ts'
import { renewProof } from '../sessions/renew-proof.ts'
import { getUser } from '../users/get-user.ts'
import { type Actor, type Ground, type Tenancy, transact, type Work } from '../work.ts'
import { findProofs } from './find-proofs.ts'
import { forgetFailedTries, tryAllowed } from './throttle.ts'

/**
 * Tries the password of whoever acts, before the unit that renews their proof. Tries are counted with their session: a stranger's do not
 * delay them, and theirs delay nobody's sign-in.
 *
 * @throws {Problem} `step-up-required` where a phone, or signing in again, is what it takes; `rate-limited`, `unavailable`
 */
export async function tryOwnPassword(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  { password }: { password: string },
): Promise<CheckedPassword> {
  const { userId } = ownSession(actor)
  const counted = await transact(ground, tenancy, 'write', actor, async (work) => {
    if (!(await findProofs(work, { userId })).includes('password')) throw new Problem('step-up-required')
    return tryAllowed(work, await ownTries(work))
  })
  if (!counted.allowed) {
    const { retryAfterSeconds } = counted
    throw new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  }
  return checkPassword(ground, tenancy, actor, { userId, password })
}

/** @throws {Problem} `password-wrong`; also for one that opens nothing but the page for a new one */
export async function stepUpByPassword(work: Work, checked: CheckedPassword): Promise<{ provedAt: Date }> {
  const { userId, sessionId } = ownSession(work.actor)
  const { right, temporary, mustReset, version } = checked
  if (!right || temporary || mustReset || !(await acceptPassword(work, { userId, version })))
    throw new Problem('password-wrong')
  // A phone or a passkey that came meanwhile is what counts from then on.
  if (!(await findProofs(work, { userId })).includes('password')) throw new Problem('step-up-required')
  await forgetFailedTries(work, { ...(await ownTries(work)), userId })
  await renewProof(work, { sessionId })
  await record(work, 'session.stepped-up', { userId, sessionId, requestId: null })
  return { provedAt: work.now }
}

async function ownTries(work: Work) {
  const { userId, sessionId } = ownSession(work.actor)
  const { email } = await getUser(work, { userId })
  return { userId, address: email, knownBrowser: true, browserHash: sha256(`session:${sessionId}`) }
}

function ownSession({ kind, id, session }: Actor): { userId: UserId; sessionId: SessionId } {
  if (kind !== 'user' || !id || !session) throw new Problem('forbidden')
  return { userId: id as UserId, sessionId: session.id }
}
