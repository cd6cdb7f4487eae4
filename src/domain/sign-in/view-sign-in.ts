import { approvalLink } from '#contract/device-messages.ts'
import type { RequestId, SignInId } from '#contract/ids.ts'
import type { PasswordRules } from '#contract/passwords.ts'
import type { Texts } from '#contract/settings.ts'
import { type Approval, findApprovalOf } from '../approvals/find-approval.ts'
import { record } from '../audit/record.ts'
import { type CodeStanding, codeOf } from '../codes/sign-in-code.ts'
import { passwordRules } from '../passwords/password-allowed.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { type NotOpen, openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { type OfferedWays, offeredWays } from './offered-ways.ts'
import type { Resume } from './resume.ts'
import { hasShown, noteFailure, type SignIn } from './sign-in.sql.ts'
import { isRedeemable } from './standing.ts'
import { findTarget, type Target } from './target.ts'

/** How a request ended that a person waited for. `unanswered` is all that is said of whatever nobody answered. */
export type Ending = 'denied' | 'wrong-number' | 'reported' | 'superseded' | 'unanswered'

/** What a page about a sign-in shows. */
export type SignInView =
  | { readonly kind: NotOpen }
  | (About & { readonly kind: 'email'; readonly address: string | null; readonly ways: OfferedWays })
  | (About & { readonly kind: 'password'; readonly address: string; readonly ways: OfferedWays })
  /** A passkey is asked for; `ways` is null where nothing else would do any more. */
  | (About & { readonly kind: 'passkey'; readonly address: string; readonly ways: OfferedWays | null })
  /** A code was asked for, by mail or SMS. */
  | (About & {
      readonly kind: 'code'
      readonly address: string
      readonly code: CodeStanding
      readonly ways: OfferedWays
    })
  /** A passcode from an administrator is asked for. */
  | (About & { readonly kind: 'passcode'; readonly address: string; readonly ways: OfferedWays })
  /** The providers, for whoever is to choose one. */
  | (About & { readonly kind: 'providers'; readonly address: string; readonly ways: OfferedWays })
  | (About & {
      readonly kind: 'waiting'
      readonly address: string
      readonly requestId: RequestId
      readonly number: string
      /** Content of the QR code. */
      readonly qr: string
      readonly issuedAt: Date
      readonly expiresAt: Date
      readonly ways: OfferedWays
    })
  /** Enough was shown: finish it. */
  | (About & { readonly kind: 'approved' })
  /** A new password is asked for before it goes on. */
  | (About & {
      readonly kind: 'reset'
      readonly address: string
      readonly because: 'required' | 'temporary'
      readonly rules: PasswordRules
      readonly texts: Texts['forceReset']
    })
  | (About & {
      readonly kind: 'ended'
      readonly how: Ending
      readonly requestId: RequestId
      readonly address: string
      readonly ways: OfferedWays
    })
  /** Ended for good, with the check that failed. `proved`: the person had shown who they are, so they may be told. */
  | (About & { readonly kind: 'failed'; readonly failure: string; readonly proved: boolean })
  | (About & { readonly kind: 'finished'; readonly resume: Resume })

interface About {
  readonly reference: string
  /** Its name, where it is an application: our own pages have one in each language. */
  readonly target: string
  readonly opens: Target['kind']
  /** The provider whose identity waits for the person to show whose account it is. */
  readonly linking: string | null
}

export async function viewSignIn(
  work: Work,
  { id, cookies }: { id: SignInId; cookies: BrowserCookies },
): Promise<SignInView> {
  const [signIn, request] = await Promise.all([
    openSignIn(work, { id, cookies }),
    findApprovalOf(work, { signInId: id }),
  ])
  if (typeof signIn === 'string') return { kind: signIn }
  const target = await findTarget(work, signIn)
  const about = { reference: signIn.reference, target: target.name, opens: target.kind, linking: null }
  switch (signIn.state) {
    case 'begun':
      return { ...about, kind: 'email', address: signIn.address, ways: await offeredWays(work, signIn) }
    case 'finished':
      return { ...about, kind: 'finished', resume: signIn.resume }
    case 'failed': {
      const proved = hasShown(signIn) || wasApproved(request)
      const lacksPhone = signIn.failure === 'device-can-answer' && hasShown(signIn) && !signIn.phoneAt
      return {
        ...about,
        kind: 'failed',
        failure: lacksPhone ? 'phone-asked-too' : (signIn.failure ?? ''),
        proved,
      }
    }
    case 'asked':
      return viewAsked(work, { signIn, request, unknownAddress: target.unknownAddress }, about)
  }
}

/** Also where the yes was withdrawn a moment later, by what happened to the person. */
function wasApproved(request: Approval | undefined): boolean {
  if (!request) return false
  return request.state === 'approved' || (request.state === 'cancelled' && request.deviceId !== null)
}

async function viewAsked(
  work: Work,
  {
    signIn,
    request,
    unknownAddress,
  }: { signIn: SignIn; request: Approval | undefined; unknownAddress: 'neutral' | 'tell' },
  start: About,
): Promise<SignInView> {
  const { address, method, pendingLink } = signIn
  const linking = pendingLink ? await nameOfProvider(work, pendingLink.providerId) : null
  const about = { ...start, linking }
  if (address === null) return { ...about, kind: 'email', address, ways: await offeredWays(work, signIn) }
  if (method === 'override' && !signIn.overrideAt) {
    const offered = await offeredWays(work, signIn)
    return { ...about, kind: 'passcode', address, ways: hasShown(signIn) ? only(offered, 'phone') : offered }
  }
  if (method === 'passkey' && hasShown(signIn) && !signIn.passkeyAt)
    return { ...about, kind: 'passkey', address, ways: null }
  if (signIn.phoneAt || signIn.passkeyAt || (hasShown(signIn) && method !== 'phone')) {
    const { resetBecause: because } = signIn
    if (!because) return { ...about, kind: 'approved' }
    const rules = await passwordRules(work)
    const { forceReset } = await readSetting(work, 'texts')
    return { ...about, kind: 'reset', address, because, rules, texts: forceReset }
  }
  if (request && isRedeemable(request, work.now)) return { ...about, kind: 'approved' }
  const ways = await offeredWays(work, signIn)
  if (method === 'password') return { ...about, kind: 'password', address, ways }
  if (method === 'passkey') return { ...about, kind: 'passkey', address, ways }
  if (method === 'provider') return { ...about, kind: 'providers', address, ways }
  const code = method === 'mail' || method === 'sms' ? await codeOf(work, signIn.id) : undefined
  if (code) return { ...about, kind: 'code', address, code, ways }
  if (!request) return { ...about, kind: 'email', address, ways }
  return viewRequest(work, request, {
    about,
    address,
    resume: signIn.resume,
    unknownAddress,
    // Whoever has shown something has one way on, and a passcode where they have no phone at hand.
    ways: hasShown(signIn) ? only(ways, 'override') : ways,
  })
}

const only = (ways: OfferedWays, method: 'phone' | 'override'): OfferedWays => ({
  ...ways,
  order: method === 'phone' ? ['phone'] : [],
  fallbacks: method === 'phone' ? [] : ways.fallbacks.filter((one) => one === method),
})

async function nameOfProvider(work: Work, providerId: string): Promise<string> {
  const { providers } = await offeredWays(work, { pendingLink: null, resume: { kind: 'account', path: '/' } })
  return providers.find((provider) => provider.id === providerId)?.name ?? 'your provider'
}

function viewRequest(
  work: Work,
  request: Approval,
  {
    about,
    address,
    resume,
    unknownAddress,
    ways,
  }: {
    about: About
    address: string
    resume: Resume
    unknownAddress: 'neutral' | 'tell'
    ways: OfferedWays
  },
): SignInView {
  const { id: requestId, number, q, issuedAt, expiresAt, state, why } = request
  const waiting = () =>
    ({
      ...about,
      kind: 'waiting',
      address,
      requestId,
      number,
      qr: approvalLink(work.base.appUrl, work.base.baseUrl, requestId, q),
      issuedAt,
      expiresAt,
      ways,
    }) as const
  const ended = (how: Ending) => ({ ...about, kind: 'ended', how, requestId, address, ways }) as const
  switch (state) {
    case 'pending':
      return waiting()
    case 'approved':
      return ended('unanswered')
    case 'redeemed':
      return { ...about, kind: 'finished', resume }
    case 'denied':
      return ended(why === 'wrong-number' ? 'wrong-number' : 'denied')
    case 'reported':
      return ended('reported')
    case 'superseded':
      return ended('superseded')
    case 'cancelled': {
      // Ended by what happened to the person. A stranger who watches must not see when that was.
      const quiet = unknownAddress === 'neutral' && request.deviceId === null && work.now < expiresAt
      return quiet ? waiting() : ended('unanswered')
    }
    case 'expired':
    case 'passcode':
      return ended('unanswered')
  }
}

/** Writes down, once for each request, that a sign-in ended without a session. What was known from the start was written down then. */
export async function noteEnding(
  work: Work,
  { id, cookies, how }: { id: SignInId; cookies: BrowserCookies; how: Ending },
): Promise<void> {
  const signIn = await openSignIn(work, { id, cookies })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || !signIn.requestId) return
  const { userId, applicationId, requestId } = signIn
  if (await noteFailure(work, { id, requestId, failure: how })) {
    await record(work, 'user.signin.failed', { userId, signInId: id, applicationId, reason: how })
  }
}
