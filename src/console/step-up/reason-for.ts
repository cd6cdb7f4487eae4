import { endAccount, restoreAccount } from '#contract/accounts.ts'
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
import { confirmDevice, removeDevice, resumeDevice, unregisterAllDevices } from '#contract/devices.ts'
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
import { stepUpReasonsTexts } from '../texts/step-up-reasons.ts'

const operations = {
  deactivateUser,
  reactivateUser,
  endAccount,
  restoreAccount,
  updateUser,
  changeEmail,
  issueTemporaryPassword,
  clearPassword,
  unlinkProvider,
  removeFromOrganisation,
  restoreUser,
  deleteUser,
  terminateUser,
  exportUser,
  mergeUsers,
  removeDevice,
  confirmDevice,
  resumeDevice,
  unregisterAllDevices,
  reportLostPhone,
  issueOverride,
  issueClaim,
  createApplication,
  updateApplication,
  beginTestSignIn,
  rotateSecret,
  deleteApplication,
  updatePasswordPolicy,
  updateSignInPolicy,
  updateSessionPolicy,
  updateLifecyclePolicy,
  updateDevicePolicy,
  updateTexts,
  revokeEverySession,
}

const reasons = new Map<Operation, string>(
  Object.entries(operations).map(([name, operation]) => [
    operation,
    stepUpReasonsTexts[name as keyof typeof operations],
  ]),
)

/** What an approval is for, in the words that the phone shows. */
export const reasonFor = (operation: Operation): string =>
  reasons.get(operation) ?? operation.summary.slice(0, 100)
