import type { SessionId, SignInId } from '#contract/ids.ts'
import { ensureAccount } from '../accounts/ensure-account.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { redeemApproval } from '../approvals/redeem-approval.ts'
import { record } from '../audit/record.ts'
import { endSession } from '../sessions/end-session.ts'
import type { LiveSession } from '../sessions/find-session.ts'
import { startSession } from '../sessions/start-session.ts'
import { markSignedIn } from '../users/mark-signed-in.ts'
import type { Work } from '../work.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import type { CheckName } from './decide.ts'
import { decideSignIn } from './decide-sign-in.ts'
import { type Place, placeWords } from './place.ts'
import type { Resume } from './resume.ts'
import { findKnownBrowser, saveKnownBrowser, setFailed, setFinished } from './sign-in.sql.ts'
import { findTarget } from './target.ts'

export type Finish =
  | {
      readonly kind: 'finished'
      /** For the session cookie of this browser; nobody sees it again. */
      readonly token: string
      readonly sessionId: SessionId
      readonly resume: Resume
    }
  /** The person is who they say, and may not have what they came for. */
  | { readonly kind: 'refused'; readonly failed: CheckName }
  /** Nothing to redeem: it waits, ended, or another tab was quicker. */
  | { readonly kind: 'not-approved' }

/**
 * Turns an approved sign-in into a session of the browser that began it: decides again on the facts of now, redeems the approval
 * once, and begins a session under a new token.
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
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || !signIn.requestId)
    return { kind: 'not-approved' }
  const { applicationId, requestId } = signIn
  const request = await findApproval(work, { id: requestId })
  if (request?.state !== 'approved') return { kind: 'not-approved' }

  const verdict = await decideSignIn(work, {
    userId: signIn.userId,
    applicationId,
    purpose: 'sign-in',
    hold: true,
  })
  if (verdict.failed) {
    await setFailed(work, { id, failure: verdict.failed })
    await record(work, 'user.signin.failed', {
      userId: signIn.userId,
      signInId: id,
      applicationId,
      reason: verdict.failed,
    })
    return { kind: 'refused', failed: verdict.failed }
  }
  const { userId, deviceId, amr, acr } = await redeemApproval(work, { id: requestId, signInId: id })
  if (userId !== signIn.userId) throw new Error('an approval was given by another person than the one asked')

  if (previous && previous.userId !== userId) {
    await endSession(work, { userId: previous.userId, sessionId: previous.id, why: 'superseded' })
  }
  const target = await findTarget(work, applicationId)
  const { sessionId, token } = await startSession(work, {
    userId,
    applicationId,
    deviceId,
    amr,
    acr,
    place: placeWords(place),
    ...(target.sessionSeconds !== null && { lifetimeSeconds: target.sessionSeconds }),
  })
  if (applicationId) await ensureAccount(work, { userId, applicationId })
  await markSignedIn(work, { userId })
  const browserHash = signIn.knownHash ?? signIn.browserHash
  const country = place?.country ?? null
  const { known } = await findKnownBrowser(work, { userId, browserHash, country })
  await saveKnownBrowser(work, { userId, browserHash, country })
  await setFinished(work, { id, userId, sessionId })
  await record(work, 'user.signin.succeeded', {
    userId,
    signInId: id,
    sessionId,
    applicationId,
    amr: [...amr],
    newBrowser: !known,
  })
  return { kind: 'finished', token, sessionId, resume: signIn.resume }
}
