import type { SignInId, UserId } from '#contract/ids.ts'
import { expectEventsAbout, record } from '../audit/record.ts'
import { acceptPassword } from '../passwords/accept-password.ts'
import {
  type CheckedPassword,
  checkPassword,
  type FoundPassword,
  findToCheck,
} from '../passwords/check-password.ts'
import { type Actor, type Ground, type Tenancy, transact, type Work } from '../work.ts'
import { advance } from './advance.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { decideSignIn } from './decide-sign-in.ts'
import { readBrowser } from './known-browsers.sql.ts'
import { offeredWays } from './offered-ways.ts'
import type { Place } from './place.ts'
import { changeSignIn, hasShown, type SignIn, setFailed } from './sign-in.sql.ts'
import { moved, type Step } from './step.ts'
import { forgetFailedTries, noteFailedTry, type Tries, tryAllowed } from './throttle.ts'

interface Try {
  readonly kind: 'try'
  /** Null where no password could be right: the hashing costs the same. */
  readonly userId: UserId | null
  readonly found: FoundPassword
  readonly tries: Tries & { failures: number }
}

/**
 * Tries the password that was typed, for the person whom this sign-in names. What is cheap comes first: whether there is a try left.
 * The hashing is done between two units; what the second finds may have changed since, and then it counts nothing.
 *
 * A person whom this sign-in does not name, or who has no password, answers like a wrong one: in words and in time.
 */
export async function tryPassword(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  input: { id: SignInId; cookies: BrowserCookies; password: string; place: Place | null },
): Promise<Step> {
  const begun = await transact(ground, tenancy, 'write', actor, (work) => beginTry(work, input))
  if (begun.kind !== 'try') return begun
  const { password } = input
  const { userId, found } = begun
  const checked = await checkPassword(ground, tenancy, actor, { userId, password, found })
  return transact(ground, tenancy, 'write', actor, (work) => endTry(work, { ...input, begun, checked }))
}

async function beginTry(
  work: Work,
  { id, cookies }: { id: SignInId; cookies: BrowserCookies },
): Promise<Step | Try> {
  const signIn = await openForPassword(work, { id, cookies })
  if (!signIn?.address) return moved
  const { userId, address, knownHash, applicationId } = signIn
  const { known: knownBrowser } = await readBrowser(work, { userId, browserHash: knownHash })
  const tries = { userId, address, knownBrowser, browserHash: knownHash }
  // Counted first; the rest is read beside it.
  const [counted, { checks }, found] = await Promise.all([
    tryAllowed(work, tries),
    decideSignIn(work, {
      userId,
      applicationId,
      account: signIn.resume.kind === 'account',
      purpose: signIn.pendingLink ? 'approve' : 'ask',
      way: 'password',
      knownBrowser,
    }),
    findToCheck(work, userId),
  ])
  if (!counted.allowed) return { kind: 'limited', retryAfterSeconds: counted.retryAfterSeconds }
  const isBarred = checks.some(
    ({ check, passed }) => !passed && (check === 'method-allowed' || check === 'password-allowed'),
  )
  const { failures } = counted
  return { kind: 'try', userId: isBarred ? null : userId, found, tries: { ...tries, failures } }
}

async function endTry(
  work: Work,
  {
    id,
    cookies,
    place,
    begun,
    checked,
  }: {
    id: SignInId
    cookies: BrowserCookies
    place: Place | null
    begun: Try
    checked: CheckedPassword
  },
): Promise<Step> {
  const { userId, tries } = begun
  if (tries.userId) expectEventsAbout(work, tries.userId)
  const signIn = await openForPassword(work, { id, cookies })
  // Another tab went on, or names somebody else by now.
  if (!signIn || signIn.userId !== tries.userId) return moved
  if (userId && checked.right) {
    const accepted = await acceptPassword(work, { userId, version: checked.version })
    if (accepted) {
      await forgetFailedTries(work, { ...tries, userId })
      const proved = await changeSignIn(work, signIn, {
        passwordAt: work.now,
        passwordVersion: checked.version,
        resetBecause: checked.temporary ? 'temporary' : checked.mustReset ? 'required' : null,
        failure: null,
      })
      await advance(work, { signIn: proved, place })
      return moved
    }
    if (await refuseAfterProof(work, signIn, userId)) return moved
  }
  await noteFailedTry(work, tries)
  const { applicationId } = signIn
  const data = { userId: signIn.userId, signInId: id, applicationId, reason: 'wrong-password' }
  await record(work, 'user.signin.failed', data)
  return { kind: 'wrong-password' }
}

/** The password is theirs, so they may hear why it opens nothing. @returns whether that is about the person */
async function refuseAfterProof(work: Work, signIn: SignIn, userId: UserId): Promise<boolean> {
  const { id, applicationId } = signIn
  const { failed } = await decideSignIn(work, { userId, applicationId, purpose: 'approve', way: null })
  if (failed !== 'not-deactivated' && failed !== 'not-removed') return false
  await setFailed(work, signIn, { failure: failed, passwordAt: work.now })
  await record(work, 'user.signin.failed', { userId, signInId: id, applicationId, reason: failed })
  return true
}

/** Undefined where no password is asked for, or not any more. */
async function openForPassword(
  work: Work,
  { id, cookies }: { id: SignInId; cookies: BrowserCookies },
): Promise<SignIn | undefined> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked') return undefined
  if (hasShown(signIn) || !signIn.address) return undefined
  const { order } = await offeredWays(work, signIn)
  return order.includes('password') ? signIn : undefined
}
