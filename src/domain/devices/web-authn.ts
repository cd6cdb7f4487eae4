import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import type { Assertion } from '#contract/device-messages.ts'
import type { RegistrationResponse } from '#contract/device-operations.ts'
import { sha256Base64url } from '#platform/hash.ts'

/** A phone's platform credential: it proves that the person was verified, never that the phone is there. */
export interface PlatformCredential {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: number
  /** It may be synced by the phone's maker: not bound to hardware. */
  readonly backupEligible: boolean
}

/** COSE algorithms (RFC 9053 §2, RFC 8812 §2): ES256, EdDSA, RS256. */
const algorithms = [-7, -8, -257]

/**
 * Verifies a registration (WebAuthn Level 3 §7.1) at the app's origin, with the person present and verified. Undefined when anything
 * is amiss.
 *
 * @param challengeText is hashed to the challenge: one of `verificationChallenge`.
 */
export async function verifyRegistration(
  { id, clientDataJSON, attestationObject }: RegistrationResponse,
  challengeText: string,
  appUrl: string,
): Promise<PlatformCredential | undefined> {
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
      expectedChallenge: sha256Base64url(challengeText),
      expectedOrigin: new URL(appUrl).origin,
      expectedRPID: new URL(appUrl).hostname,
      requireUserPresence: true,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
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
    // The library throws texts; to the phone they are all one refusal.
    return undefined
  }
}

/** Verifies an assertion (WebAuthn Level 3 §7.2), and gives the credential's new counter; undefined when anything is amiss. */
export async function verifyAssertion(
  { id, cd, ad, sig }: Assertion,
  challengeText: string,
  appUrl: string,
  credential: Pick<PlatformCredential, 'id' | 'publicKey' | 'counter'>,
): Promise<{ counter: number } | undefined> {
  if (id !== credential.id) return undefined
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON: cd, authenticatorData: ad, signature: sig },
        clientExtensionResults: {},
      },
      expectedChallenge: sha256Base64url(challengeText),
      expectedOrigin: new URL(appUrl).origin,
      expectedRPID: new URL(appUrl).hostname,
      credential: { id, publicKey: new Uint8Array(credential.publicKey), counter: credential.counter },
      requireUserVerification: true,
    })
    return verified ? { counter: authenticationInfo.newCounter } : undefined
  } catch {
    return undefined
  }
}
