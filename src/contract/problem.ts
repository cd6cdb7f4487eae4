import type { JsonValue } from './json.ts'

/**
 * Every way a request can be refused, in one catalogue.
 *
 * A problem travels as `application/problem+json` (RFC 9457); its `type` ends in the code below.
 * Codes are API: add freely, never rename or reuse one.
 */
export const problems = {
  'invalid-request': { status: 400, title: 'The request does not match the contract' },
  'confirmation-mismatch': { status: 400, title: 'What was typed is not the phrase that was asked for' },
  'unsupported-version': {
    status: 400,
    title: 'This code was made by a newer version of Latchkey. Update the app and try again.',
  },
  clock: { status: 400, title: 'The clock of this device is wrong' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'device-signature-invalid': { status: 401, title: 'The device’s signature is not valid for this request' },
  'device-removed': { status: 401, title: 'This device has been removed' },
  forbidden: { status: 403, title: 'You lack the permission for this' },
  'wrong-origin': { status: 403, title: 'This request came from another site' },
  'higher-rank': { status: 403, title: 'You cannot act on someone with a higher role than yours' },
  'step-up-required': { status: 403, title: 'Approve this on your phone first' },
  'device-suspended': { status: 403, title: 'This phone is paused. Contact your administrator.' },
  'user-deactivated': { status: 403, title: 'This account is deactivated' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'user-not-found': { status: 404, title: 'There is no such user' },
  'device-not-found': { status: 404, title: 'There is no such device' },
  'session-not-found': { status: 404, title: 'There is no such session' },
  'application-not-found': { status: 404, title: 'There is no such application' },
  'account-not-found': { status: 404, title: 'This user has no account in this application' },
  'approval-request-not-found': { status: 404, title: 'There is no such request' },
  'provider-not-found': { status: 404, title: 'There is no such provider' },
  'link-not-found': { status: 404, title: 'There is no such link' },
  'job-not-found': { status: 404, title: 'There is no such job' },
  'passkey-not-found': { status: 404, title: 'There is no such passkey' },
  'override-not-found': { status: 404, title: 'There is no such override' },
  'case-not-found': { status: 404, title: 'There is no such case' },
  'restore-not-found': { status: 404, title: 'This restore has ended. Begin again.' },
  'view-not-found': { status: 404, title: 'There is no such saved view' },
  'email-not-found': { status: 404, title: 'This person has no such further address' },
  'sign-in-not-found': { status: 404, title: 'No sign-in has this reference code' },
  'receipt-not-found': { status: 404, title: 'This user was not deactivated' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'email-in-use': { status: 409, title: 'A user with this email already exists' },
  'cannot-deactivate-self': { status: 409, title: 'You cannot deactivate yourself' },
  'last-owner': { status: 409, title: 'An organisation keeps at least one active owner' },
  'cannot-change-own-role': { status: 409, title: 'You cannot change your own role' },
  'external-id-in-use': { status: 409, title: 'Another user has this external ID' },
  'user-not-removed': { status: 409, title: 'This user was not removed' },
  'user-removed': { status: 409, title: 'This user was removed. Restore them first.' },
  'no-password': { status: 409, title: 'This user has no password' },
  'password-not-allowed': { status: 409, title: 'The policy allows this user no password' },
  'temporary-passwords-off': { status: 409, title: 'The policy allows no temporary passwords' },
  'no-way-in': { status: 409, title: 'Nothing would be left that lets this person sign in' },
  'locks-everyone-out': { status: 409, title: 'With these settings no owner could sign in' },
  'too-many-providers': { status: 409, title: 'An organisation has at most fifty providers' },
  'merge-same-user': { status: 409, title: 'Choose two different users' },
  'cannot-merge-self': { status: 409, title: 'You cannot merge your own record away' },
  'preview-stale': { status: 409, title: 'Something changed since the preview. Look at it again.' },
  'too-many-people': { status: 409, title: 'This reaches more than 100,000 people. Narrow it down.' },
  'too-many-views': { status: 409, title: 'You have thirty saved views. Remove one first.' },
  'nobody-selected': { status: 409, title: 'Nobody matches' },
  'job-ended': { status: 409, title: 'This job has ended' },
  'user-invited': {
    status: 409,
    title: 'This user has not set up their account yet. Send the invitation again.',
  },
  'user-not-deactivated': { status: 409, title: 'This user is not deactivated' },
  'account-ended': {
    status: 409,
    title: 'This user was removed from this application. Restore their access there.',
  },
  'account-not-ended': { status: 409, title: 'This user was not removed from this application' },
  'already-set-up': { status: 409, title: 'This installation has been set up already' },
  'own-last-device': { status: 409, title: 'You cannot remove your own last device' },
  'own-device': { status: 409, title: 'Somebody else has to confirm your own phone' },
  'device-not-pending': { status: 409, title: 'This phone does not wait to be confirmed' },
  'override-upwards': {
    status: 403,
    title: 'You cannot issue an override for yourself or for an administrator of your rank or above',
  },
  'overrides-off': { status: 409, title: 'The organisation allows no overrides' },
  'first-passkey-guarded': {
    status: 403,
    title: 'A password is not enough for this before you have a passkey',
  },
  'too-many-passkeys': { status: 409, title: 'You have twenty passkeys. Remove one first.' },
  'case-closed': { status: 409, title: 'This case was closed already' },
  'own-case': { status: 409, title: 'Somebody else has to close a case about you' },
  'case-open': { status: 409, title: 'Your administrators want to look at your report first' },
  'nothing-asked': { status: 409, title: 'Nothing waits for your answer' },
  'device-not-receiving': { status: 409, title: 'This phone isn’t receiving push' },
  'mail-not-configured': { status: 409, title: 'No mail server is set up' },
  'needs-https': {
    status: 409,
    title: 'Phones can be enrolled only over https, or on this computer at localhost',
  },
  'idempotency-key-reused': { status: 409, title: 'This idempotency key was used for another request' },
  'request-ended': { status: 409, title: 'This sign-in request has ended' },
  'counter-reused': { status: 409, title: 'This answer was made by a copy of the device’s key' },
  'key-in-use': { status: 409, title: 'This device key is already enrolled' },
  'did-mismatch': { status: 409, title: 'This phone holds another identity than the one expected' },
  'did-retired': {
    status: 409,
    title: 'This backup belongs to an identity that was reset. Ask your administrator for a new setup code.',
  },
  'did-in-use': { status: 409, title: 'Another user of this organisation already has this identity' },
  'user-merged': { status: 410, title: 'This user was merged into another' },
  'version-mismatch': { status: 412, title: 'Somebody else changed this in the meantime' },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'body-too-deep': { status: 400, title: 'The request is nested too deeply' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'claim-invalid': { status: 422, title: 'This setup code is not valid any more. Ask for a new one.' },
  'claim-guarded': { status: 422, title: 'Type the code that your administrator gives you' },
  'claim-locked': { status: 422, title: 'This setup code was tried too often. Ask for a new one.' },
  'restore-proof-invalid': { status: 422, title: 'The proof by the backup’s identity is not valid' },
  'restore-proof-refused': { status: 422, title: 'Your organisation does not accept this proof here' },
  'code-wrong': { status: 422, title: 'That code didn’t work. Check it or ask for a new one.' },
  'account-gone': { status: 410, title: 'This account is no longer accessible.' },
  'passkey-refused': { status: 422, title: 'That passkey could not be used here' },
  'pop-invalid': { status: 422, title: 'The proof of the device key is not valid' },
  'grant-invalid': { status: 422, title: 'The grant by the identity is not valid' },
  'uv-required': { status: 422, title: 'Verify that it is you first' },
  'uv-failed': { status: 422, title: 'We could not verify that it is you' },
  'pin-wrong': { status: 422, title: 'That PIN is not right' },
  'password-weak': { status: 422, title: 'This password does not meet the rules' },
  'password-wrong': { status: 422, title: 'That password is not right' },
  'provider-unreachable': { status: 502, title: 'The provider did not answer as it should' },
  'pin-weak': { status: 422, title: 'That PIN is too easy to guess' },
  'precondition-required': { status: 428, title: 'Say which version you are changing' },
  'rate-limited': { status: 429, title: 'Too many tries. Wait a little.' },
  'internal-error': { status: 500, title: 'Something broke on our side' },
  unavailable: { status: 503, title: 'The service is busy or restarting. Try again in a moment.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** A refusal the caller can act on. Any other error that reaches the edge is our bug, and a 500. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  /** Extension members of the problem (RFC 9457 §3.2), such as `left` or `retryAfterSeconds`. */
  readonly members: Record<string, JsonValue>

  constructor(
    code: ProblemCode,
    detail: string = problems[code].title,
    options: ErrorOptions & { members?: Record<string, JsonValue> } = {},
  ) {
    super(detail, options)
    this.code = code
    this.members = options.members ?? {}
  }
}
