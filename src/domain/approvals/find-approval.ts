import type { ApprovalState } from '#contract/approval-requests.ts'
import type { ApplicationId, DeviceId, RequestId, SessionId, SignInId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { type ApprovalRow, requestById, requestOfSignIn } from './approvals.sql.ts'
import { contextOf } from './ask-approval.ts'

export interface Approval {
  readonly id: RequestId
  readonly userId: UserId | null
  readonly action: 'sign-in' | 'step-up' | 'add-device'
  readonly signInId: SignInId | null
  readonly sessionId: SessionId | null
  readonly applicationId: ApplicationId | null
  readonly state: ApprovalState
  /** For example `wrong-number`, `device-removed`. */
  readonly why: string | null
  readonly number: string
  readonly q: string
  readonly deviceId: DeviceId | null
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A request as its page sees it. One whose time is over is `expired`, whether or not that has been written down. */
export async function findApproval(work: Work, { id }: { id: RequestId }): Promise<Approval | undefined> {
  const row = await requestById(work, id)
  return row && toApproval(work, row)
}

/** What a sign-in asked last, if that was a phone. */
export async function findApprovalOf(
  work: Work,
  { signInId }: { signInId: SignInId },
): Promise<Approval | undefined> {
  const row = await requestOfSignIn(work, signInId)
  return row && toApproval(work, row)
}

function toApproval(work: Work, row: ApprovalRow): Approval {
  const { id } = row
  const { userId, action, signInId, sessionId, applicationId, why, deviceId, issuedAt, expiresAt } = row
  const shown = { id, userId, action, signInId, sessionId, applicationId, why, deviceId, issuedAt, expiresAt }
  const number = work.keys.unseal('approval-number', contextOf(work, id), row.numberSealed).toString('utf8')
  const q = work.keys.unseal('approval-q', contextOf(work, id), row.qSealed).toString('utf8')
  return { ...shown, state: stateOf(row, work.now), number, q }
}

/** What state a request is in at `now`. An approved one may be redeemed a little longer than it lives. */
export function stateOf(row: Pick<ApprovalRow, 'state' | 'expiresAt'>, now: Date): ApprovalState {
  return row.state === 'pending' && row.expiresAt <= now ? 'expired' : row.state
}
