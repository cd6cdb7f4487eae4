import type { DeviceId, RequestId, SessionId, SignInId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { redeem, requestById } from './approvals.sql.ts'
import { stateOf } from './find-approval.ts'

/** The lowest of what a phone proves: possession, and a PIN or the phone's own verification of its person. */
export const phoneAcr = 'urn:latchkey:acr:phone'
/** As `phoneAcr`, with 20 bits or more carried from the page to the phone (NIST SP 800-63B, out-of-band secrets): six digits or the QR code. */
export const outOfBandAcr = 'urn:latchkey:acr:phone-oob'

/**
 * Takes an approval for the sign-in, the session or the restore that asked for it: once, and within half a minute of its end. The caller has
 * decided again on the facts of now.
 *
 * @throws {Problem} `request-ended` with `state`
 */
export async function redeemApproval(
  work: Work,
  {
    id,
    ...holder
  }: { id: RequestId } & ({ signInId: SignInId } | { sessionId: SessionId } | { restoreId: string }),
): Promise<{ userId: UserId; deviceId: DeviceId; amr: string[]; acr: string }> {
  const request = await redeem(work, id, holder)
  if (!request?.userId || !request.deviceId) {
    const found = await requestById(work, id)
    throw new Problem('request-ended', undefined, {
      members: { state: found ? stateOf(found, work.now) : 'expired' },
    })
  }
  work.notify('approval-request', id)
  const { userId, deviceId, verification, hardwareBound, digits, how } = request
  const amr = ['pop', 'user', 'mfa']
  if (verification === 'pin') amr.push('pin')
  if (verification === 'wa' && hardwareBound) amr.push('hwk')
  return { userId, deviceId, amr, acr: digits === 6 || how === 'qr' ? outOfBandAcr : phoneAcr }
}
