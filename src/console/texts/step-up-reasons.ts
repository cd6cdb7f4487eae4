import { inLanguage } from '#ui/in-language.ts'

const en = {
  deactivateUser: 'Suspend a user',
  reactivateUser: 'Reactivate a user',
  updateUser: 'Change the role of a user',
  changeEmail: 'Change the email of a user',
  issueTemporaryPassword: 'Make a temporary password',
  clearPassword: 'Clear a password',
  unlinkProvider: 'Unlink a provider',
  removeFromOrganisation: 'Remove a user',
  restoreUser: 'Restore a user',
  deleteUser: 'Delete a user',
  terminateUser: 'Terminate a user',
  exportUser: 'Export the data of a user',
  mergeUsers: 'Merge two users',
  removeDevice: 'Remove a device',
  confirmDevice: 'Confirm a new phone',
  resumeDevice: 'Resume a phone',
  unregisterAllDevices: 'Unregister all devices of a user',
  reportLostPhone: 'Report a lost phone',
  issueOverride: 'Issue an administrative override',
  issueClaim: 'Issue a setup code',
  createApplication: 'Create an application',
  updateApplication: 'Change an application',
  beginTestSignIn: 'Test a sign-in',
  rotateSecret: 'Make a new application secret',
  deleteApplication: 'Delete an application',
  updatePasswordPolicy: 'Change the password policy',
  updateSignInPolicy: 'Change the ways to sign in',
  updateSessionPolicy: 'Change how long sessions last',
  updateLifecyclePolicy: 'Change what happens to people who leave',
  updateDevicePolicy: 'Change how phones are set up and restored',
  updateTexts: 'Change words of the sign-in pages',
  revokeEverySession: 'Sign everyone out',
}

/** What an approval is for, by the operation that asks for it; the phone shows it too. */
export const stepUpReasonsTexts = inLanguage({ en })
