import {
  beginTestSignIn,
  createApplication,
  deleteApplication,
  rotateSecret,
  updateApplication,
} from '#contract/applications.ts'
import { issueClaim } from '#contract/claims.ts'
import { removeDevice } from '#contract/devices.ts'
import type { Operation } from '#contract/operation.ts'
import { revokeEverySession } from '#contract/sessions.ts'
import {
  updateLifecyclePolicy,
  updatePasswordPolicy,
  updateSessionPolicy,
  updateSignInPolicy,
  updateTexts,
} from '#contract/settings.ts'
import { deactivateUser, reactivateUser } from '#contract/users.ts'

const reasons = new Map<Operation, string>([
  [deactivateUser, 'Suspend a user'],
  [reactivateUser, 'Reactivate a user'],
  [removeDevice, 'Remove a device'],
  [issueClaim, 'Issue a setup code'],
  [createApplication, 'Create an application'],
  [updateApplication, 'Change an application'],
  [beginTestSignIn, 'Test a sign-in'],
  [rotateSecret, 'Make a new application secret'],
  [deleteApplication, 'Delete an application'],
  [updatePasswordPolicy, 'Change the password policy'],
  [updateSignInPolicy, 'Change the ways to sign in'],
  [updateSessionPolicy, 'Change how long sessions last'],
  [updateLifecyclePolicy, 'Change what happens to people who leave'],
  [updateTexts, 'Change words of the sign-in pages'],
  [revokeEverySession, 'Sign everyone out'],
])

/** What an approval is for, in the words that the phone shows. */
export const reasonFor = (operation: Operation): string =>
  reasons.get(operation) ?? operation.summary.slice(0, 100)
