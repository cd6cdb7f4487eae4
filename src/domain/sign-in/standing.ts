import { redeemGraceSeconds } from '#contract/device-messages.ts'
import type { DeviceId, RequestId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { type Approval, findApproval } from '../approvals/find-approval.ts'
import type { Work } from '../work.ts'
import { type CheckName, decide } from './decide.ts'
import { findFacts } from './facts.sql.ts'
import { findLastWay } from './known-browsers.sql.ts'
import type { SignIn } from './sign-in.sql.ts'
import type { Target } from './target.ts'
import { phoneIsAskedToo, type WayFacts } from './ways.ts'

/** How far a sign-in has come, on the facts of now. */
export type Standing =
  /** Nobody has shown anything yet. */
  | { readonly kind: 'nothing' }
  /** They showed who they are, and may not go on. */
  | { readonly kind: 'failed'; readonly failed: CheckName }
  /** What they showed is not enough for them or for what they want: their phone is to be asked. */
  | { readonly kind: 'needs-phone'; readonly userId: UserId }
  | {
      readonly kind: 'proved'
      readonly userId: UserId
      /** The way that carried it. */
      readonly way: SignInMethod
      /** The phone that answered. `requestId` where its approval is still to be redeemed. */
      readonly phone: { readonly deviceId: DeviceId; readonly requestId: RequestId | null } | null
      /** The password that was right still holds. */
      readonly password: boolean
      readonly ways: WayFacts
    }

/**
 * The one place that says what a sign-in has shown: whoever finishes it, lets a new password be set or asks for the next step looks here,
 * and nobody takes the word of a page. Only what was shown in this very sign-in counts, and only while it still holds.
 *
 * @param input with `hold` the user's row is held until the unit ends
 */
export async function standingOf(
  work: Work,
  { signIn, target, hold = false }: { signIn: SignIn; target: Target; hold?: boolean },
): Promise<Standing> {
  const { userId, passwordAt, providerAt, providerId } = signIn
  const request = await findOwnApproval(work, signIn)
  const phone =
    signIn.phoneAt && signIn.deviceId
      ? { deviceId: signIn.deviceId, requestId: null }
      : request && isRedeemable(request, work.now) && request.deviceId
        ? { deviceId: request.deviceId, requestId: request.id }
        : null
  if (!userId || !(phone || passwordAt || providerAt)) return { kind: 'nothing' }
  if (phone?.requestId && request?.userId !== userId)
    throw new Error('an approval was given by another person than the one asked')

  const known = await findLastWay(work, { userId, browserHash: signIn.knownHash })
  const facts = await findFacts(work, {
    userId,
    applicationId: signIn.applicationId,
    account: target.kind === 'account',
    purpose: 'sign-in',
    hold,
    way: providerAt ? 'provider' : 'phone',
    providerId,
    asksPhone: target.asksPhone,
    knownBrowser: known !== undefined,
    provedVersion: signIn.passwordVersion,
    deviceId: phone?.deviceId ?? null,
  })
  const { ways } = facts
  if (!ways) throw new Error('a sign-in was decided without its ways')
  const way = wayShown(signIn, phone !== null, ways)
  const { checks } = decide({ ...facts, ways: { ...ways, way } })
  // Strangers who guess at the password do not stand in the way of a phone.
  const failed = checks.find(
    (check) =>
      !check.passed &&
      !(isSettledLater(signIn, check.check, ways) || (phone && check.check === 'not-locked')),
  )
  if (failed) return { kind: 'failed', failed: failed.check }
  if (phone && ways.devices.active === 0) return { kind: 'failed', failed: 'device-can-answer' }
  if (!phone && way !== 'phone' && phoneIsAskedToo(facts, ways)) return { kind: 'needs-phone', userId }
  return { kind: 'proved', userId, way, phone, password: passwordAt !== null && ways.password.holds, ways }
}

/** Of several that were shown, the phone counts wherever it is a way in by itself: it stands for more than the others. */
function wayShown({ passwordAt, providerAt }: SignIn, phone: boolean, { policy }: WayFacts): SignInMethod {
  if (phone && policy.order.includes('phone')) return 'phone'
  if (passwordAt) return 'password'
  return providerAt ? 'provider' : 'phone'
}

/** What does not stop them yet, or not by itself. */
function isSettledLater(
  { resetBecause, pendingLink }: SignIn,
  check: CheckName,
  { policy }: WayFacts,
): boolean {
  // Whoever was invited with a temporary password is active once they have set one of their own, and goes no further before that.
  if (check === 'activated') return resetBecause === 'temporary'
  // They came through a provider, which is a way in; the phone only shows whose account that is.
  return check === 'method-allowed' && pendingLink !== null && policy.order.includes('provider')
}

/** The approval that this sign-in waits for, if it asked for one. */
async function findOwnApproval(work: Work, { id, requestId }: SignIn): Promise<Approval | undefined> {
  const request = requestId ? await findApproval(work, { id: requestId }) : undefined
  return request?.signInId === id ? request : undefined
}

/** A yes counts a little longer than the request lives. */
export const isRedeemable = ({ state, expiresAt }: Approval, now: Date): boolean =>
  state === 'approved' && now.getTime() < expiresAt.getTime() + redeemGraceSeconds * 1000
