import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { askAsWell } from './ask.ts'
import type { CheckName } from './decide.ts'
import type { Place } from './place.ts'
import { changeSignIn, type SignIn, setFailed } from './sign-in.sql.ts'
import { standingOf } from './standing.ts'
import { findTarget } from './target.ts'

/**
 * Goes on after something has been shown: asks for the phone or a passkey where that is not enough, and ends what cannot lead anywhere.
 * Whoever showed something may hear the reason.
 */
export async function advance(
  work: Work,
  { signIn, place }: { signIn: SignIn; place: Place | null },
): Promise<void> {
  const target = await findTarget(work, signIn)
  const standing = await standingOf(work, { signIn, target })
  if (standing.kind === 'failed') await fail(work, signIn, standing.failed)
  if (standing.kind === 'needs-passkey') await changeSignIn(work, signIn, { method: 'passkey' })
  if (standing.kind === 'needs-phone') {
    await askAsWell(work, { signIn, target, userId: standing.userId, place })
  }
}

/** Ends a sign-in whose person showed who they are, and writes the reason down. */
export async function fail(work: Work, signIn: SignIn, failed: CheckName): Promise<void> {
  const { id: signInId, userId, applicationId } = signIn
  await setFailed(work, signIn, { failure: failed })
  await record(work, 'user.signin.failed', { userId, signInId, applicationId, reason: failed })
}
