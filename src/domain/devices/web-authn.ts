import type { RegistrationResponse } from '#contract/device-enrolments.ts'
import type { Assertion } from '#contract/device-messages.ts'
import { sha256Base64url } from '#platform/hash.ts'
import * as webAuthn from '#platform/web-authn.ts'

/** A phone's platform credential: it proves that the person was verified, never that the phone is there, and signs nobody in. */
export type PlatformCredential = webAuthn.RegisteredCredential

/**
 * Verifies a registration at the app's origin. Undefined when anything is amiss.
 *
 * @param challengeText is hashed to the challenge: one of `verificationChallenge`.
 */
export const verifyRegistration = (
  registration: RegistrationResponse,
  challengeText: string,
  appUrl: string,
): Promise<PlatformCredential | undefined> =>
  webAuthn.verifyRegistration(registration, expectedAt(challengeText, appUrl))

/** Verifies an assertion, and gives the credential's new counter; undefined when anything is amiss. */
export const verifyAssertion = (
  { id, cd, ad, sig }: Assertion,
  challengeText: string,
  appUrl: string,
  credential: Pick<PlatformCredential, 'id' | 'publicKey' | 'counter'>,
): Promise<{ counter: number } | undefined> =>
  webAuthn.verifyAssertion(
    { id, clientDataJSON: cd, authenticatorData: ad, signature: sig },
    expectedAt(challengeText, appUrl),
    credential,
  )

const expectedAt = (challengeText: string, appUrl: string): webAuthn.Expected => ({
  challenge: sha256Base64url(challengeText),
  origin: new URL(appUrl).origin,
  rpId: new URL(appUrl).hostname,
})
