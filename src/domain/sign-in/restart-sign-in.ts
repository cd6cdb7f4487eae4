import type { SignInId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { beginSignIn } from './begin-sign-in.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies, NewCookie } from './browser.ts'

/**
 * Begins afresh for what this sign-in was for: a new sign-in with a reference code of its own, in the same browser. The earlier one
 * stays as it is, for whoever looks its code up.
 *
 * @param input with `keepAddress`, the new one starts with the address that was typed.
 * @returns null where this browser has no such sign-in, or it was finished.
 */
export async function restartSignIn(
  work: Work,
  { id, cookies, keepAddress }: { id: SignInId; cookies: BrowserCookies; keepAddress: boolean },
): Promise<{ id: SignInId; cookies: readonly NewCookie[] } | null> {
  const signIn = await openSignIn(work, { id, cookies })
  if (typeof signIn === 'string' || signIn.state === 'finished') return null
  return beginSignIn(work, {
    applicationId: signIn.applicationId,
    resume: signIn.resume,
    askedAcr: signIn.askedAcr,
    fresh: signIn.fresh,
    cookies,
    hint: keepAddress ? (signIn.address ?? undefined) : undefined,
  })
}
