import type { ProviderId, SessionId, SignInId } from '#contract/ids.ts'
import { ensureAccount } from '../accounts/ensure-account.ts'
import { findApprovalOf } from '../approvals/find-approval.ts'
import { redeemApproval } from '../approvals/redeem-approval.ts'
import { record } from '../audit/record.ts'
import { linkUpstream } from '../providers/link-upstream.ts'
import { noteLinkUsed } from '../providers/note-link-used.ts'
import { endSession } from '../sessions/end-session.ts'
import type { LiveSession } from '../sessions/find-session.ts'
import { sessionLengths } from '../sessions/session-lengths.ts'
import { startSession } from '../sessions/start-session.ts'
import { getUser } from '../users/get-user.ts'
import { markSignedIn } from '../users/mark-signed-in.ts'
import type { Work } from '../work.ts'
import { fail } from './advance.ts'
import { askAsWell } from './ask.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import type { CheckName } from './decide.ts'
import { readBrowser, saveKnownBrowser } from './known-browsers.sql.ts'
import { methodsOf } from './methods.ts'
import { type Place, placeWords } from './place.ts'
import type { Resume } from './resume.ts'
import { changeSignIn, holdSignIn, type SignIn, setFinished } from './sign-in.sql.ts'
import { type Standing, standingOf } from './standing.ts'
import { findTarget, type Target } from './target.ts'

export type Finish =
  | {
      readonly kind: 'finished'
      /** For the session cookie of this browser; nobody sees it again. */
      readonly token: string
      /** How long the browser keeps it; null: until it is closed. */
      readonly maxAgeSeconds: number | null
      readonly sessionId: SessionId
      readonly resume: Resume
    }
  /** The person is who they say, and may not have what they came for. */
  | { readonly kind: 'refused'; readonly failed: CheckName }
  /** Nothing to finish: it waits, ended, another tab was quicker, or one more step is asked for. */
  | { readonly kind: 'not-approved' }

/**
 * Turns a sign-in that has shown enough into a session of the browser that began it: decides again on the facts of now, redeems the
 * approval once, and begins a session under a new token.
 *
 * It holds the sign-in and then the user: of two tabs one finishes, and a deactivation comes either before the decision or after the
 * session, which it then ends.
 *
 * @param input `previous` is the session that the browser holds already; another person's is ended.
 * @throws {Problem} `request-ended` when the approval was withdrawn or used up meanwhile; nothing has happened then.
 */
export async function finishSignIn(
  work: Work,
  {
    id,
    cookies,
    place,
    previous,
  }: { id: SignInId; cookies: BrowserCookies; place: Place | null; previous?: LiveSession | undefined },
): Promise<Finish> {
  // Travels in front of both: what is read of the sign-in and of its approval belongs together.
  await holdSignIn(work, id)
  const [signIn, asked = null] = await Promise.all([
    openSignIn(work, { id, cookies }),
    findApprovalOf(work, { signInId: id }),
  ])
  if (typeof signIn === 'string' || signIn.state !== 'asked') return { kind: 'not-approved' }
  const target = await findTarget(work, signIn)
  const standing = await standingOf(work, { signIn, target, hold: true, asked })
  switch (standing.kind) {
    case 'nothing':
      return { kind: 'not-approved' }
    case 'failed':
      await fail(work, signIn, standing.failed)
      return { kind: 'refused', failed: standing.failed }
    case 'needs-phone':
      // The policy, or the person's role, changed since the last step.
      await askAsWell(work, { signIn, target, userId: standing.userId, place })
      return { kind: 'not-approved' }
    case 'needs-passkey': {
      const redeemed = await redeem(work, signIn, standing)
      await changeSignIn(work, signIn, { ...redeemed, method: 'passkey', requestId: null, failure: null })
      return { kind: 'not-approved' }
    }
    case 'proved': {
      const redeemed = await redeem(work, signIn, standing)
      const resetBecause = signIn.resetBecause ?? (await isResetDue(work, signIn, standing))
      if (!resetBecause) return begin(work, { signIn, redeemed, standing, target, place, previous })
      if (resetBecause !== signIn.resetBecause || redeemed) {
        await changeSignIn(work, signIn, { ...redeemed, resetBecause })
      }
      return { kind: 'not-approved' }
    }
  }
}

/** A passcode is for a day without a phone, and no longer. */
const overrideSeconds = 8 * 3600

type Proved = Extract<Standing, { kind: 'proved' }>

type Redeemed = Pick<SignIn, 'phoneAt' | 'deviceId' | 'phoneAmr' | 'phoneAcr'>

/** Uses the phone's approval up, if one is to be; what it showed is for the caller to keep with the sign-in. */
async function redeem(
  work: Work,
  signIn: SignIn,
  { phone, userId }: Pick<Proved, 'phone' | 'userId'>,
): Promise<Redeemed | null> {
  if (!phone?.requestId) return null
  const redeemed = await redeemApproval(work, { id: phone.requestId, signInId: signIn.id })
  if (redeemed.userId !== userId)
    throw new Error('an approval was given by another person than the one asked')
  const { deviceId, amr: phoneAmr, acr: phoneAcr } = redeemed
  return { phoneAt: work.now, deviceId, phoneAmr, phoneAcr }
}

/** A new password is asked for at the next sign-in, whichever way it goes; once in a sign-in, since setting it ends the requirement. */
async function isResetDue(
  work: Work,
  signIn: SignIn,
  { userId, way, ways }: Proved,
): Promise<'required' | null> {
  // A fallback is not enough to set one by: it stays required for the next sign-in.
  if (way === 'mail' || way === 'sms' || way === 'override') return null
  if (!ways.password.isSet || !ways.password.allowed) return null
  const { requirePasswordReset } = await getUser(work, { userId })
  return requirePasswordReset && signIn.resetBecause === null ? 'required' : null
}

async function begin(
  work: Work,
  {
    signIn: found,
    redeemed,
    standing,
    target,
    place,
    previous,
  }: {
    signIn: SignIn
    redeemed: Redeemed | null
    standing: Proved
    target: Target
    place: Place | null
    previous: LiveSession | undefined
  },
): Promise<Finish> {
  const { userId, way, ways } = standing
  const signIn = { ...found, ...redeemed }
  const { id, applicationId, pendingLink } = signIn
  if (previous && previous.userId !== userId) {
    await endSession(work, { userId: previous.userId, sessionId: previous.id, why: 'superseded' })
  }
  // Where it is somebody else's by now, or blocked, the person comes in by what they showed here.
  const linked = pendingLink && (await linkUpstream(work, { userId, upstream: pendingLink, by: 'proof' }))
  const providerId = linked?.kind === 'linked' && pendingLink ? pendingLink.providerId : signIn.providerId
  if (providerId) await noteLinkUsed(work, { providerId, userId })

  const { amr, acr, method } = methodsOf(signIn, standing, providerId !== null)
  const isFallback = way === 'mail' || way === 'sms' || way === 'override'
  const usual = await sessionLengths(work, {
    isConsole: target.kind === 'console',
    keep: signIn.keep && !isFallback,
    atMostSeconds: target.sessionSeconds,
  })
  const lifetimeSeconds =
    way === 'override' ? Math.min(usual.lifetimeSeconds, overrideSeconds) : usual.lifetimeSeconds
  const lengths = { ...usual, lifetimeSeconds }
  const { sessionId, token } = await startSession(work, {
    userId,
    applicationId,
    deviceId: standing.phone ? signIn.deviceId : null,
    providerId,
    amr,
    acr,
    place: placeWords(place),
    // A password proves enough for risky acts only where there is nothing that proves more; a code or a passcode never does.
    proved:
      standing.phone !== null ||
      standing.passkey !== null ||
      (!isFallback && ways.devices.active === 0 && ways.passkeys.accepted === 0),
    ...lengths,
  })
  if (applicationId) await ensureAccount(work, { userId, applicationId })
  await markSignedIn(work, { userId })
  const newBrowser = await noteBrowser(work, { signIn, userId, method, providerId, place })
  await setFinished(work, signIn, { ...redeemed, userId, sessionId })
  await record(work, 'user.signin.succeeded', {
    userId,
    signInId: id,
    sessionId,
    applicationId,
    amr: [...amr],
    newBrowser,
    ...(providerId && { providerId }),
  })
  const maxAgeSeconds = lengths.kept ? lengths.lifetimeSeconds : null
  return { kind: 'finished', token, maxAgeSeconds, sessionId, resume: signIn.resume }
}

/** @returns whether the person signed in from this browser for the first time */
async function noteBrowser(
  work: Work,
  {
    signIn,
    userId,
    method,
    providerId,
    place,
  }: {
    signIn: SignIn
    userId: Proved['userId']
    method: Proved['way']
    providerId: ProviderId | null
    place: Place | null
  },
): Promise<boolean> {
  const browserHash = signIn.knownHash ?? signIn.browserHash
  const country = place?.country ?? null
  // The person's row is held: nobody else notes the same meanwhile.
  const { known } = await readBrowser(work, { userId, browserHash })
  await saveKnownBrowser(work, { userId, browserHash, country, method, providerId })
  return !known
}
