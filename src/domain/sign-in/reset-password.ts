import type { SignInId, UserId } from '#contract/ids.ts'
import { preparePassword } from '../passwords/prepare-password.ts'
import { setPassword } from '../passwords/set-password.ts'
import { type Actor, type Ground, type Tenancy, transact, type Work } from '../work.ts'
import { advance } from './advance.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { findPasswordVersion } from './parts.sql.ts'
import type { Place } from './place.ts'
import { changeSignIn, type SignIn } from './sign-in.sql.ts'
import { standingOf } from './standing.ts'
import { moved, type Step } from './step.ts'
import { findTarget } from './target.ts'

/**
 * Sets the new password that this sign-in asks for, before it goes on: only where everything else that it needs was shown in this very
 * sign-in, and still holds. Anything less moves nothing.
 */
export async function resetPassword(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  input: { id: SignInId; cookies: BrowserCookies; place: Place | null; password: string; endOthers: boolean },
): Promise<Step> {
  const due = await transact(ground, tenancy, 'write', actor, (work) => findDue(work, input))
  if (!due) return moved
  const { userId } = due
  const { password, endOthers } = input
  const outcome = await preparePassword(ground, tenancy, actor, { userId, password, words: [] })
  if (outcome.kind === 'refused') return { kind: 'weak-password', failures: outcome.failures }
  await transact(ground, tenancy, 'write', actor, async (work) => {
    const still = await findDue(work, input)
    if (still?.userId !== userId) return
    const { signIn, because } = still
    await setPassword(work, { userId, prepared: outcome.prepared, by: 'person', because, endOthers })
    await changeSignIn(work, signIn, {
      resetBecause: null,
      // What was shown was the old one; the new one is known to the same person.
      ...(signIn.passwordAt && { passwordVersion: (await findPasswordVersion(work, { userId })) ?? null }),
    })
  })
  return moved
}

interface Due {
  readonly signIn: SignIn
  readonly userId: UserId
  readonly because: 'required' | 'temporary'
}

async function findDue(
  work: Work,
  { id, cookies, place }: { id: SignInId; cookies: BrowserCookies; place: Place | null },
): Promise<Due | undefined> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || !signIn.resetBecause) return undefined
  const target = await findTarget(work, signIn)
  const standing = await standingOf(work, { signIn, target, hold: true })
  if (standing.kind !== 'proved') {
    // The person, or what is asked of them, changed since the last step. A phone that is asked already is not asked again.
    const isAsked = standing.kind === 'needs-phone' && signIn.method === 'phone'
    if (!isAsked) await advance(work, { signIn, place })
    return undefined
  }
  // The phone's approval is used up before this page is shown; one that is not has not led here.
  if (standing.phone?.requestId) return undefined
  return { signIn, userId: standing.userId, because: signIn.resetBecause }
}
