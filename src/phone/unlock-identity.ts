import { type Bytes, randomBytes } from './base64url.ts'
import type { Enrolment, Identity } from './key-store.ts'
import type { Verification } from './phone.ts'

/** The enrolments that can verify the person for an identity; first the one whose credential also opens it. */
export function unlockersOf(identity: Identity, enrolments: readonly Enrolment[]): readonly Enrolment[] {
  const { did, wrap } = identity
  const opens = ({ credentialId }: Enrolment) => wrap.kind === 'prf' && credentialId === wrap.credentialId
  return enrolments
    .filter((enrolment) => enrolment.did === did)
    .toSorted((a, b) => Number(opens(b)) - Number(opens(a)))
}

/**
 * The PRF output that an identity is sealed under, where it is: of the verification just made, or, when that was by another
 * organisation's credential, of the identity's own, which outlives the enrolment that it was made for.
 */
export async function prfOf(
  { wrap }: Identity,
  { credentialId }: Enrolment,
  verification: Verification,
  verified: Bytes | undefined,
): Promise<Bytes | undefined> {
  if (wrap.kind !== 'prf' || credentialId === wrap.credentialId || verification.kind !== 'wa') return verified
  return (await verification.assert(randomBytes(32), wrap.credentialId)).prf
}
