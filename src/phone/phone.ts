import type { RegistrationResponse } from '#contract/device-enrolments.ts'
import type { Assertion } from '#contract/device-messages.ts'
import type { Bytes } from './base64url.ts'
import type { KeyStore } from './key-store.ts'

/** What every act of a phone stands on; the first argument of all functions of this room. */
export interface Phone {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly store: KeyStore
  readonly clock: () => Date
}

/** How the person proves that it is they, on a phone that is enrolled: for one act, each time anew. */
export type Verification =
  | { readonly kind: 'pin'; readonly pin: string }
  | {
      readonly kind: 'wa'
      /**
       * Runs `navigator.credentials.get` for this credential with `userVerification: 'required'`. `prf`: the output for the salt
       * `lk-seed-1`, where the credential has the extension.
       */
      readonly assert: (
        challenge: Bytes,
        credentialId: string,
      ) => Promise<{ readonly assertion: Assertion; readonly prf?: Bytes }>
    }

/** How the person will be verified from now on: chosen at enrolment, and itself the verification of a first one. */
export type VerificationChoice =
  | { readonly kind: 'pin'; readonly pin: string }
  | {
      readonly kind: 'wa'
      /**
       * Runs `navigator.credentials.create`: rp.id the app's host, platform attachment, `userVerification: 'required'`, `residentKey:
       * 'discouraged'`, attestation none, algorithms -8, -7, -257, a random user id.
       */
      readonly register: (
        challenge: Bytes,
      ) => Promise<{ readonly wac: RegistrationResponse; readonly prf?: Bytes }>
    }

export const unixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000)

/** The server's time as this enrolment knows it, in Unix seconds. */
export const serverSeconds = (phone: Phone, offsetSeconds: number): number =>
  unixSeconds(phone.clock()) + offsetSeconds
