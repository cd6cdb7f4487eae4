import { protocolVersion, verificationChallenge } from '#contract/device-messages.ts'
import { verifyPerson as verifyPersonOperation } from '#contract/device-operations.ts'
import { type Bytes, sha256 } from './base64url.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone, Verification } from './phone.ts'
import { pinProofOf } from './pin.ts'

/** What a verification leaves to send: a PIN's proof beside the message, or an assertion within it. */
export interface Proof {
  readonly pin?: string
  readonly wa?: Awaited<ReturnType<Extract<Verification, { kind: 'wa' }>['assert']>>['assertion']
  readonly prf?: Bytes
}

/** Has the person verified for one string of `verificationChallenge`. Throws what the platform throws when they decline. */
export async function proveTo(
  enrolment: Enrolment,
  verification: Verification,
  text: string,
): Promise<Proof> {
  if (verification.kind === 'pin') {
    if (!enrolment.pinSalt) throw new Error('this enrolment has no PIN')
    return { pin: await pinProofOf(verification.pin, enrolment.pinSalt) }
  }
  if (!enrolment.credentialId) throw new Error('this enrolment has no platform credential')
  const { assertion, prf } = await verification.assert(await sha256(text), enrolment.credentialId)
  return { wa: assertion, ...(prf && { prf }) }
}

/**
 * Asks the issuer of an active enrolment whether this is its person, before the seed is opened for `purpose`.
 *
 * @throws {Problem} `pin-wrong` with `left`, `uv-failed`, `rate-limited` with `retryAfterSeconds`, `device-suspended`
 */
export async function verifyPerson(
  phone: Phone,
  enrolment: Enrolment,
  purpose: 'grant' | 'backup',
  verification: Verification,
): Promise<{ prf?: Bytes }> {
  let prf: Bytes | undefined
  await callAsDevice(phone, enrolment, verifyPersonOperation, async (callId) => {
    const proof = await proveTo(enrolment, verification, verificationChallenge.seed(purpose, callId))
    prf = proof.prf
    return { params: {}, body: { v: protocolVersion, for: purpose, wa: proof.wa, pin: proof.pin } as const }
  })
  return prf ? { prf } : {}
}
