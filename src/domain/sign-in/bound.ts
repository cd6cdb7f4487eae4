import type { SignInId } from '#contract/ids.ts'
import { equalInConstantTime } from '#platform/hash.ts'
import { expectSignInProviders } from '../providers/list-sign-in-providers.ts'
import { expectSettings } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { type BrowserCookies, signInHash } from './browser.ts'
import { findSignIn, lockSignIn, type SignIn } from './sign-in.sql.ts'

/** Why a browser may not go on with a sign-in: there is none, it is another browser's, or its hour is over. */
export type NotOpen = 'unknown' | 'other-browser' | 'over'

/**
 * A sign-in, for the browser that began it and no other.
 *
 * @param input with `lock`, its row is held until the unit ends. A sign-in that is finished or failed stays readable past its hour.
 */
export async function openSignIn(
  work: Work,
  { id, cookies, lock = false }: { id: SignInId; cookies: BrowserCookies; lock?: boolean },
): Promise<SignIn | NotOpen> {
  // Whatever is done with a sign-in, its page or its next step depends on these.
  expectSettings(work)
  expectSignInProviders(work)
  const signIn = await (lock ? lockSignIn(work, id) : findSignIn(work, id))
  if (!signIn) return 'unknown'
  const browser = signInHash(cookies)
  if (!browser || !equalInConstantTime(signIn.browserHash, browser)) return 'other-browser'
  const isOpen = signIn.state === 'begun' || signIn.state === 'asked'
  return isOpen && signIn.expiresAt <= work.now ? 'over' : signIn
}
