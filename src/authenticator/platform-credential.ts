import { type Bytes, base64url, fromBase64url, randomBytes, utf8 } from '#phone/base64url.ts'
import type { Verification, VerificationChoice } from '#phone/phone.ts'

/** Whether this device has a fingerprint reader, a face camera or a screen lock that WebAuthn may ask. */
export async function hasPlatformAuthenticator(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis)) return false
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
}

/** The input of the PRF extension whose output seals the identity's seed. */
const prfInput = utf8('lk-seed-1')

/**
 * Makes the credential that verifies the person from now on, under a title that the phone's own dialog shows. It proves that they were verified and nothing else: possession is the
 * device key's. `discouraged`: it is not offered as a passkey anywhere.
 *
 * @throws {DOMException} `NotAllowedError` when the person declines or lets it time out.
 */
export function choosePlatformCredential(title: string, hint: string): VerificationChoice {
  return {
    kind: 'wa',
    async register(challenge) {
      const credential = await navigator.credentials.create({
        publicKey: {
          challenge,
          rp: { id: location.hostname, name: 'Latchkey' },
          user: { id: randomBytes(32), name: hint, displayName: title },
          pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: {
            authenticatorAttachment: 'platform',
            userVerification: 'required',
            residentKey: 'discouraged',
          },
          attestation: 'none',
          timeout: 60_000,
          extensions: { prf: { eval: { first: prfInput } } },
        },
      })
      if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential was made')
      const { response } = credential
      if (!(response instanceof AuthenticatorAttestationResponse)) throw new Error('not a registration')
      const prf = prfOf(credential)
      return {
        wac: {
          id: credential.id,
          clientDataJSON: base64url(response.clientDataJSON),
          attestationObject: base64url(response.attestationObject),
        },
        ...(prf && { prf }),
      }
    },
  }
}

/** Has the person verified by the credential of an enrolment, once. */
export const byPlatformCredential = {
  kind: 'wa',
  async assert(challenge, credentialId) {
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge,
        rpId: location.hostname,
        allowCredentials: [{ type: 'public-key', id: fromBase64url(credentialId), transports: ['internal'] }],
        userVerification: 'required',
        timeout: 60_000,
        extensions: { prf: { eval: { first: prfInput } } },
      },
    })
    if (!(credential instanceof PublicKeyCredential)) throw new Error('nobody was verified')
    const { response } = credential
    if (!(response instanceof AuthenticatorAssertionResponse)) throw new Error('not an assertion')
    const prf = prfOf(credential)
    return {
      assertion: {
        id: credential.id,
        cd: base64url(response.clientDataJSON),
        ad: base64url(response.authenticatorData),
        sig: base64url(response.signature),
      },
      ...(prf && { prf }),
    }
  },
} satisfies Verification

function prfOf(credential: PublicKeyCredential): Bytes | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (first === undefined) return undefined
  return ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength) as ArrayBuffer)
    : new Uint8Array(first)
}
