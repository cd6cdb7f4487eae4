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
])

/** What an approval is for, in the words that the phone shows. */
export const reasonFor = (operation: Operation): string =>
  reasons.get(operation) ?? operation.summary.slice(0, 100)
