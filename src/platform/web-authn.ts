import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'

/**
 * WebAuthn Level 3, for the two things that are made with it: what verifies the person on their phone, and passkeys. Both ask for the
 * person present and verified, at one exact origin, and for no attestation.
 */
export interface Expected {
  /** Base64url, or what says of the one that came whether it is right. */
  readonly challenge: string | ((challenge: string) => boolean)
  readonly origin: string
  readonly rpId: string
}

export interface RegisteredCredential {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: number
  /** It may be synced by its maker: not bound to hardware. */
  readonly backupEligible: boolean
}

/** COSE algorithms (RFC 9053 §2, RFC 8812 §2): EdDSA, ES256, RS256. Named, since the library's own list grows with the runtime. */
export const algorithms: readonly number[] = [-8, -7, -257]

/** §7.1. Undefined when anything is amiss. */
export async function verifyRegistration(
  {
    id,
    clientDataJSON,
    attestationObject,
  }: { readonly id: string; readonly clientDataJSON: string; readonly attestationObject: string },
  expected: Expected,
): Promise<RegisteredCredential | undefined> {
  try {
    // Attestation is not asked for. Other formats are refused before the library follows their certificates' addresses.
    const format = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url'))).get(
      'fmt',
    )
    if (format !== 'none') return undefined
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserPresence: true,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified) return undefined
    const { credential, credentialDeviceType } = registrationInfo
    return {
      id: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      backupEligible: credentialDeviceType === 'multiDevice',
    }
  } catch {
    // The library throws texts; to the person they are all one refusal.
    return undefined
  }
}

/**
 * §7.2, and what the authenticator said of itself; undefined when anything is amiss.
 *
 * @param credential its `counter` has to be exceeded, unless both are 0; 0 asks nothing of it.
 */
export async function verifyAssertion(
  {
    id,
    clientDataJSON,
    authenticatorData,
    signature,
  }: {
    readonly id: string
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
  },
  expected: Expected,
  credential: { readonly id: string; readonly publicKey: Uint8Array; readonly counter: number },
): Promise<{ counter: number; backupEligible: boolean } | undefined> {
  if (id !== credential.id) return undefined
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      credential: { id, publicKey: new Uint8Array(credential.publicKey), counter: credential.counter },
      requireUserVerification: true,
    })
    const { newCounter, credentialDeviceType } = authenticationInfo
    return verified
      ? { counter: newCounter, backupEligible: credentialDeviceType === 'multiDevice' }
      : undefined
  } catch {
    return undefined
  }
}
