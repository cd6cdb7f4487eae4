import { redeemGraceSeconds } from '#contract/device-messages.ts'
import type { DeviceId, PasskeyId, RequestId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { type Approval, findApproval } from '../approvals/find-approval.ts'
import { expectEventsAbout } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { type CheckName, decide, type Facts } from './decide.ts'
import { findFacts, holdUser } from './facts.sql.ts'
import { readBrowser } from './known-browsers.sql.ts'
import { hasShown, type SignIn } from './sign-in.sql.ts'
import type { Target } from './target.ts'
import { isOffered, passkeyIsAsked, phoneIsAskedToo, type WayFacts } from './ways.ts'

/** How far a sign-in has come, on the facts of now. */
export type Standing =
  /** Nobody has shown anything yet. */
  | { readonly kind: 'nothing' }
  /** They showed who they are, and may not go on. */
  | { readonly kind: 'failed'; readonly failed: CheckName }
  /** What they showed is not enough for them or for what they want: their phone is to be asked. */
  | { readonly kind: 'needs-phone'; readonly userId: UserId }
  /** As `needs-phone`, where nothing less than a passkey is enough. */
  | { readonly kind: 'needs-passkey'; readonly userId: UserId; readonly phone: ShownPhone | null }
  | {
      readonly kind: 'proved'
      readonly userId: UserId
      /** The way that carried it. */
      readonly way: SignInMethod
      readonly phone: ShownPhone | null
      readonly passkey: { readonly id: PasskeyId; readonly hardware: boolean } | null
      /** The password that was right still holds. */
      readonly password: boolean
      readonly ways: WayFacts
    }

/** The phone that answered. `requestId` where its approval is still to be redeemed. */
export interface ShownPhone {
  readonly deviceId: DeviceId
  readonly requestId: RequestId | null
}

/**
 * The one place that says what a sign-in has shown: whoever finishes it, lets a new password be set or asks for the next step looks here,
 * and nobody takes the word of a page. Only what was shown in this very sign-in counts, and only while it still holds.
 *
 * @param input with `hold` the user's row is held until the unit ends; `asked` is what the sign-in asked a phone, where it was read with it
 */
export async function standingOf(
  work: Work,
  {
    signIn,
    target,
    hold = false,
    asked,
  }: { signIn: SignIn; target: Target; hold?: boolean; asked?: Approval | null },
): Promise<Standing> {
  const { userId, passwordAt, providerAt, providerId } = signIn
  const request = asked === undefined ? await findOwnApproval(work, signIn) : asked
  const phone =
    signIn.phoneAt && signIn.deviceId
      ? { deviceId: signIn.deviceId, requestId: null }
      : request && isRedeemable(request, work.now) && request.deviceId
        ? { deviceId: request.deviceId, requestId: request.id }
        : null
  const passkey =
    signIn.passkeyAt && signIn.passkeyId
      ? { id: signIn.passkeyId, hardware: signIn.passkeyHardware ?? false }
      : null
  if (!userId || !(phone || hasShown(signIn))) return { kind: 'nothing' }
  if (phone?.requestId && request?.userId !== userId)
    throw new Error('an approval was given by another person than the one asked')

  // Before all that is read of them.
  if (hold) await holdUser(work, userId)
  expectEventsAbout(work, userId)
  const browser = readBrowser(work, { userId, browserHash: signIn.knownHash })
  const reading = findFacts(work, {
    userId,
    applicationId: signIn.applicationId,
    account: target.kind === 'account',
    purpose: 'sign-in',
    way: providerAt ? 'provider' : 'phone',
    providerId,
    asksPhone: target.asksPhone,
    asksPasskey: target.asksPasskey,
    provedVersion: signIn.passwordVersion,
    deviceId: phone?.deviceId ?? null,
    passkeyId: passkey?.id ?? null,
  })
  const [{ known }, facts] = await Promise.all([browser, reading])
  // A lock against strangers does not reach a browser that the person used before.
  const ways = facts.ways && { ...facts.ways, locked: facts.ways.locked && !known }
  if (!ways) throw new Error('a sign-in was decided without its ways')
  const way = wayShown(signIn, { phone: phone !== null, passkey: passkey !== null }, facts, ways)
  const { checks } = decide({ ...facts, ways: { ...ways, way } })
  // Strangers who guess at the password do not stand in the way of a phone or a passkey.
  const failed = checks.find(
    (check) =>
      !check.passed &&
      !(isSettledLater(signIn, check.check, ways) || ((phone || passkey) && check.check === 'not-locked')),
  )
  if (failed) return { kind: 'failed', failed: failed.check }
  if (phone && ways.devices.active === 0) return { kind: 'failed', failed: 'device-can-answer' }
  if (!passkey && passkeyIsAsked(facts, ways)) return { kind: 'needs-passkey', userId, phone }
  if (!phone && !passkey && phoneIsAskedToo(facts, ways, way)) return { kind: 'needs-phone', userId }
  return {
    kind: 'proved',
    userId,
    way,
    phone,
    passkey,
    password: passwordAt !== null && ways.password.holds,
    ways,
  }
}

/** Of several that were shown, the strongest that is a way in by itself: a passkey, then the phone. */
function wayShown(
  { passwordAt, providerAt, codeAt, codeMethod, overrideAt }: SignIn,
  { phone, passkey }: { phone: boolean; passkey: boolean },
  facts: Facts,
  ways: WayFacts,
): SignInMethod {
  const shown: SignInMethod[] = []
  if (passkey) shown.push('passkey')
  if (phone) shown.push('phone')
  if (overrideAt) shown.push('override')
  if (passwordAt) shown.push('password')
  if (providerAt) shown.push('provider')
  if (codeAt && codeMethod) shown.push(codeMethod)
  const isAsked = passkeyIsAsked(facts, ways)
  const counts = shown.find((method) => isOffered(ways, method) || (method === 'passkey' && isAsked))
  return counts ?? shown.at(-1) ?? 'phone'
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
