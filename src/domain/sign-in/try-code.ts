import type { SignInId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import { spendCode } from '../codes/sign-in-code.ts'
import type { Work } from '../work.ts'
import { advance } from './advance.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import type { CheckName } from './decide.ts'
import { decideSignIn } from './decide-sign-in.ts'
import { readBrowser } from './known-browsers.sql.ts'
import type { Place } from './place.ts'
import { changeSignIn, hasShown } from './sign-in.sql.ts'
import { moved, type Step } from './step.ts'
import { forgetFailedTries, noteFailedTry, tryAllowed } from './throttle.ts'

/**
 * Tries the code that came by mail or SMS. Tries are counted with the person's, as those of a password are: over all their sign-ins
 * and browsers, so that asking for code after code gains nothing.
 *
 * Whether they may sign in so at all is decided again: a code that was sent to somebody who is an administrator by now fits no more.
 */
export async function tryCode(
  work: Work,
  { id, cookies, code, place }: { id: SignInId; cookies: BrowserCookies; code: string; place: Place | null },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || hasShown(signIn)) return moved
  const { userId, address, knownHash, applicationId } = signIn
  // Whose account a provider's identity is linked to is shown by more than this.
  if (address === null || signIn.pendingLink) return moved
  const { known: knownBrowser } = await readBrowser(work, { userId, browserHash: knownHash })
  const tries = { userId, address, knownBrowser, browserHash: knownHash }
  const counted = await tryAllowed(work, tries)
  if (!counted.allowed) return { kind: 'limited', retryAfterSeconds: counted.retryAfterSeconds }

  const spent = await spendCode(work, { signInId: id, typed: code })
  const method = spent === 'wrong' ? 'mail' : spent.method
  const account = signIn.resume.kind === 'account'
  const { checks } = await decideSignIn(work, { userId, applicationId, account, purpose: 'ask', way: method })
  const isBarred = checks.some(({ check, passed }) => !passed && aboutTheWay.has(check))
  if (spent === 'wrong' || isBarred || spent.userId !== userId) {
    await noteFailedTry(work, { ...tries, failures: counted.failures })
    await record(work, 'user.signin.failed', { userId, signInId: id, applicationId, reason: 'wrong-code' })
    return { kind: 'wrong-code' }
  }
  await forgetFailedTries(work, { ...tries, userId })
  const change = { codeAt: work.now, codeMethod: spent.method, method: spent.method, failure: null }
  const proved = await changeSignIn(work, signIn, change)
  await advance(work, { signIn: proved, place })
  return moved
}

const aboutTheWay: ReadonlySet<CheckName> = new Set<CheckName>([
  'method-allowed',
  'code-allowed',
  'code-can-be-sent',
])
