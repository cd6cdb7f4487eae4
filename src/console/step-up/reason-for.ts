import {
  beginTestSignIn,
  createApplication,
  deleteApplication,
  rotateSecret,
  updateApplication,
} from '#contract/applications.ts'
import { issueClaim } from '#contract/claims.ts'
import {
  deleteUser,
  exportUser,
  removeFromOrganisation,
  restoreUser,
  terminateUser,
} from '#contract/departures.ts'
import { confirmDevice, removeDevice, unregisterAllDevices } from '#contract/devices.ts'
import { changeEmail } from '#contract/emails.ts'
import { reportLostPhone } from '#contract/lost-phones.ts'
import { mergeUsers } from '#contract/merging.ts'
import type { Operation } from '#contract/operation.ts'
import { issueOverride } from '#contract/overrides.ts'
import { clearPassword, issueTemporaryPassword } from '#contract/passwords.ts'
import { unlinkProvider } from '#contract/providers.ts'
import { revokeEverySession } from '#contract/sessions.ts'
import {
  updateDevicePolicy,
  updateLifecyclePolicy,
  updatePasswordPolicy,
  updateSessionPolicy,
  updateSignInPolicy,
  updateTexts,
} from '#contract/settings.ts'
import { deactivateUser, reactivateUser, updateUser } from '#contract/users.ts'

const reasons = new Map<Operation, string>([
  [deactivateUser, 'Suspend a user'],
  [reactivateUser, 'Reactivate a user'],
  [updateUser, 'Change the role of a user'],
  [changeEmail, 'Change the email of a user'],
  [issueTemporaryPassword, 'Make a temporary password'],
  [clearPassword, 'Clear a password'],
  [unlinkProvider, 'Unlink a provider'],
  [removeFromOrganisation, 'Remove a user'],
  [restoreUser, 'Restore a user'],
  [deleteUser, 'Delete a user'],
  [terminateUser, 'Terminate a user'],
  [exportUser, 'Export the data of a user'],
  [mergeUsers, 'Merge two users'],
  [removeDevice, 'Remove a device'],
  [confirmDevice, 'Confirm a new phone'],
  [unregisterAllDevices, 'Unregister all devices of a user'],
  [reportLostPhone, 'Report a lost phone'],
  [issueOverride, 'Issue an administrative override'],
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
  [updateDevicePolicy, 'Change how phones are set up and restored'],
  [updateTexts, 'Change words of the sign-in pages'],
  [revokeEverySession, 'Sign everyone out'],
])

/** What an approval is for, in the words that the phone shows. */
export const reasonFor = (operation: Operation): string =>
  reasons.get(operation) ?? operation.summary.slice(0, 100)
