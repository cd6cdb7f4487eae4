import { approvalLink, redeemGraceSeconds } from '#contract/device-messages.ts'
import type { RequestId, SignInId } from '#contract/ids.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { type NotOpen, openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import type { Resume } from './resume.ts'
import { noteFailure, type SignIn } from './sign-in.sql.ts'
import { findTarget } from './target.ts'

/** How a request ended that a person waited for. `unanswered` is all that is said of whatever nobody answered. */
export type Ending = 'denied' | 'wrong-number' | 'reported' | 'superseded' | 'unanswered'

/** What a page about a sign-in shows. */
export type SignInView =
  | { readonly kind: NotOpen }
  | (About & { readonly kind: 'email'; readonly address: string | null })
  | (About & {
      readonly kind: 'waiting'
      readonly address: string
      readonly requestId: RequestId
      readonly number: string
      /** Content of the QR code. */
      readonly qr: string
      readonly issuedAt: Date
      readonly expiresAt: Date
    })
  /** The phone said yes: finish it. */
  | (About & { readonly kind: 'approved' })
  | (About & {
      readonly kind: 'ended'
      readonly how: Ending
      readonly requestId: RequestId
      readonly address: string
    })
  /** Ended for good, with the check that failed. `proved`: the person had shown who they are, so they may be told. */
  | (About & { readonly kind: 'failed'; readonly failure: string; readonly proved: boolean })
  | (About & { readonly kind: 'finished'; readonly resume: Resume })

interface About {
  readonly reference: string
  /** Its name. */
  readonly target: string
}

export async function viewSignIn(
  work: Work,
  { id, cookies }: { id: SignInId; cookies: BrowserCookies },
): Promise<SignInView> {
  const signIn = await openSignIn(work, { id, cookies })
  if (typeof signIn === 'string') return { kind: signIn }
  const target = await findTarget(work, signIn.applicationId)
  const about = { reference: signIn.reference, target: target.name }
  switch (signIn.state) {
    case 'begun':
      return { ...about, kind: 'email', address: signIn.address }
    case 'finished':
      return { ...about, kind: 'finished', resume: signIn.resume }
    case 'failed':
      // A sign-in that was refused at its address never asked for anything.
      return { ...about, kind: 'failed', failure: signIn.failure ?? '', proved: signIn.requestId !== null }
    case 'asked':
      return viewAsked(work, signIn, about, target.unknownAddress)
  }
}

async function viewAsked(
  work: Work,
  signIn: SignIn,
  about: About,
  unknownAddress: 'neutral' | 'tell',
): Promise<SignInView> {
  const { requestId, address } = signIn
  const request = requestId && (await findApproval(work, { id: requestId }))
  if (!request || address === null) return { ...about, kind: 'email', address }
  const { number, q, issuedAt, expiresAt, state, why } = request
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
    }) as const
  const ended = (how: Ending) => ({ ...about, kind: 'ended', how, requestId, address }) as const
  switch (state) {
    case 'pending':
      return waiting()
    case 'approved': {
      const redeemable = work.now.getTime() < expiresAt.getTime() + redeemGraceSeconds * 1000
      return redeemable ? { ...about, kind: 'approved' } : ended('unanswered')
    }
    case 'redeemed':
      return { ...about, kind: 'finished', resume: signIn.resume }
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
