import type { PasswordFailure } from '#contract/passwords.ts'
import type { Refusal } from '../passkeys/check-passkey.ts'

/** What became of a step. `moved`: look at the sign-in again; everything else that can be said is there. */
export type Step =
  | { readonly kind: 'moved' }
  | { readonly kind: 'not-an-address' }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'wrong-password' }
  /** A code by mail or SMS, or a passcode. */
  | { readonly kind: 'wrong-code' }
  /** A passkey did not count. `other`: it is another person's than the one who is signing in. */
  | { readonly kind: 'wrong-passkey'; readonly why: Refusal | 'other' }
  /** The new password does not meet the rules. */
  | { readonly kind: 'weak-password'; readonly failures: readonly PasswordFailure[] }

export const moved: Step = { kind: 'moved' }
