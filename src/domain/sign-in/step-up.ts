import { approvalLink } from '#contract/device-messages.ts'
import type { RequestId, SessionId, UserId } from '#contract/ids.ts'
import type { StepUp } from '#contract/me.ts'
import { Problem } from '#contract/problem.ts'
import { sha256 } from '#platform/hash.ts'
import { askApproval } from '../approvals/ask-approval.ts'
import { type Approval, findApproval } from '../approvals/find-approval.ts'
import { redeemApproval } from '../approvals/redeem-approval.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { canBeProved } from '../sessions/can-be-proved.ts'
import { renewProof } from '../sessions/renew-proof.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { findProofs } from './find-proofs.ts'
import type { Place } from './place.ts'
import { isRedeemable } from './standing.ts'

/**
 * Asks the actor's own phone to confirm that it is they who act, for this session alone.
 *
 * @param input `reason` is shown on the phone.
 * @throws {Problem} `rate-limited`; `step-up-required` where nothing less than a passkey is enough
 */
export async function beginStepUp(
  work: Work,
  { reason, place }: { reason: string; place: Place | null },
): Promise<StepUp> {
  const { userId, sessionId } = ownSession(work)
  await requirePhoneIsEnough(work, userId, sessionId)
  const counted = await hit(work, { key: `step-up:${sessionId}`, limit: 20, windowSeconds: 600 })
  if (!counted.allowed) {
    throw new Problem('rate-limited', undefined, {
      members: { retryAfterSeconds: counted.retryAfterSeconds },
    })
  }
  const { email } = await getUser(work, { userId })
  const { id } = await askApproval(work, {
    userId,
    address: email,
    action: 'step-up',
    signInId: null,
    sessionId,
    application: { id: null, clientId: null, name: 'Latchkey console' },
    digits: 2,
    // The session stands for its browser: it was begun there and lives nowhere else.
    browserHash: sha256(`session:${sessionId}`),
    knownBrowser: true,
    place,
    newPlace: false,
    reason,
  })
  const request = await findApproval(work, { id })
  if (!request) throw new Error('a request that was just made is not there')
  return toStepUp(work, id, request)
}

/**
 * How a step-up of this session stands. An approved one is redeemed by this, once, and renews the proof of the session.
 *
 * @throws {Problem} `approval-request-not-found`, also where it is another session's; `request-ended` where its phone answers for nothing by now;
 * `step-up-required` as `beginStepUp`
 */
export async function finishStepUp(work: Work, { requestId }: { requestId: RequestId }): Promise<StepUp> {
  const { userId, sessionId } = ownSession(work)
  const request = await findApproval(work, { id: requestId })
  if (request?.action !== 'step-up' || request.sessionId !== sessionId) {
    throw new Problem('approval-request-not-found')
  }
  if (request.state !== 'approved') return toStepUp(work, requestId, request)
  // Nobody came back for it in time, as after a computer was asleep.
  if (!isRedeemable(request, work.now)) return toStepUp(work, requestId, { ...request, state: 'expired' })
  await requirePhoneIsEnough(work, userId, sessionId)
  await redeemApproval(work, { id: requestId, sessionId })
  await renewProof(work, { sessionId })
  await record(work, 'session.stepped-up', { userId, sessionId, requestId })
  return toStepUp(work, requestId, { ...request, state: 'redeemed' })
}

function toStepUp(work: Work, id: RequestId, request: Approval): StepUp {
  const { state, why, number, q, expiresAt } = request
  const open = state === 'pending'
  return {
    id,
    state,
    why,
    number: open ? number : null,
    qr: open ? approvalLink(work.base.appUrl, work.base.baseUrl, id, q) : null,
    expiresAt,
  }
}

/** Whoever has no phone either may ask all the same: nobody answers. */
async function requirePhoneIsEnough(work: Work, userId: UserId, sessionId: SessionId): Promise<void> {
  if (!(await canBeProved(work, { sessionId }))) throw new Problem('step-up-required')
  const [first, ...others] = await findProofs(work, { userId })
  if (first === 'passkey' && !others.includes('phone')) throw new Problem('step-up-required')
}

function ownSession(work: Work) {
  const { kind, id, session } = work.actor
  if (kind !== 'user' || !id || !session) throw new Problem('forbidden')
  return { userId: id as UserId, sessionId: session.id }
}
