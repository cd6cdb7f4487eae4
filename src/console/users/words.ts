import type { Account } from '#contract/accounts.ts'
import type { ApprovalRequest, ApprovalState } from '#contract/approval-requests.ts'
import type { Device } from '#contract/devices.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { ProviderKind } from '#contract/providers.ts'
import type { Deactivation, UserStatus } from '#contract/users.ts'
import type { BadgeTone } from '#ui/Badge.tsx'

/** The labels that are fixed: they read like this everywhere, in mails and in the handbook too. */
export const labels = {
  addUser: 'Add User',
  create: 'Create',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
  mobile: 'Mobile number',
  personalEmail: 'Personal email',
  sendWelcomeEmail: 'Send Welcome Email',
  suspendUser: 'Suspend User',
  reactivateUser: 'Reactivate User',
  removeFromClient: 'Remove from Client',
  terminateUser: 'Terminate User',
  requestTermination: 'Request termination',
  mergeInto: 'Merge into…',
  unregisterAll: 'Unregister All Devices',
  lostPhone: 'Lost phone…',
  override: 'Administrative override…',
} as const

export const statusWords: Record<UserStatus, string> = {
  invited: 'Invited',
  active: 'Active',
  deactivated: 'Deactivated',
}

export const statusTones: Record<UserStatus, BadgeTone> = {
  invited: 'info',
  active: 'success',
  deactivated: 'danger',
}

export const deactivationWords: Record<Deactivation['kind'], string> = {
  suspension: 'Suspended',
  offboarding: 'Has left the organisation',
  investigation: 'On hold during an investigation',
}

/** What each admin role is for, where one is chosen. */
export const scopeWords: Record<AdminRole, string> = {
  owner: 'Everything, settings and other admins too',
  'user-admin': 'People, their devices, passwords and sessions; reads the rest',
  'help-desk': 'Helps people who cannot sign in: phones, passwords, sessions',
  auditor: 'Reads everything, changes nothing',
}

/** When a change of role is felt. */
export const roleLandsWhen = 'At once in this console; within about 60 seconds in most applications.'

export const accountWords: Record<Account['status'], string> = { invited: 'Invited', active: 'Active' }

export const platformWords: Record<Device['platform'], string> = {
  ios: 'iOS',
  android: 'Android',
  macos: 'macOS',
  windows: 'Windows',
  linux: 'Linux',
  other: 'Other system',
}

export const providerKindWords: Record<ProviderKind, string> = {
  google: 'Google',
  microsoft: 'Microsoft',
  okta: 'Okta',
  oidc: 'OpenID Connect',
  saml: 'SAML',
}

/** Ways of proving oneself (RFC 8176), as a person says them. */
const methodWords: Record<string, string> = {
  pwd: 'password',
  pop: 'phone',
  hwk: 'phone',
  swk: 'phone',
  pin: 'PIN',
  bio: 'fingerprint or face',
  fpt: 'fingerprint',
  face: 'face',
  user: 'presence',
  fed: 'provider',
  otp: 'passcode',
  // Ours, beside `otp`: how the code travelled.
  mail: 'code by email',
  sms: 'code by SMS',
  kba: 'questions',
  rba: 'risk',
  sc: 'smart card',
}

/** How somebody signed in, in a few words; what says nothing to people is left out. */
export function methodsOf(amr: readonly string[]): string {
  const isCode = amr.includes('mail') || amr.includes('sms')
  const said = amr
    .filter((name) => name !== 'mfa' && name !== 'mca' && !(isCode && name === 'otp'))
    .map((name) => methodWords[name] ?? name)
  return [...new Set(said)].join(', ') || 'not said'
}

export const requestWords: Record<ApprovalState, string> = {
  pending: 'Waiting',
  approved: 'Approved',
  redeemed: 'Approved',
  denied: 'Denied',
  reported: 'Reported',
  expired: 'Expired',
  superseded: 'Superseded',
  cancelled: 'Cancelled',
  passcode: 'Passcode',
}

export const requestTones: Record<ApprovalState, BadgeTone> = {
  pending: 'info',
  approved: 'success',
  redeemed: 'success',
  denied: 'danger',
  reported: 'danger',
  expired: 'neutral',
  superseded: 'neutral',
  cancelled: 'neutral',
  passcode: 'success',
}

const reasons: Record<string, string> = {
  'wrong-number': 'A wrong number was typed',
  'user-deactivated': 'The user was deactivated',
  recovery: 'Ended by a recovery on the server',
  'device-removed': 'The device was removed',
}

/** Why a request ended as it did; undefined where its state says it all. */
export const requestReason = ({ why, state }: Pick<ApprovalRequest, 'why' | 'state'>) =>
  why === null || why === state ? undefined : (reasons[why] ?? why)

/** Why no push went out although a phone could have had one; undefined where one did, or none could. */
export const heldBackWords: Partial<Record<ApprovalRequest['push'], string>> = {
  limit: 'No push: too many requests in ten minutes',
  quiet: 'No push: quiet for a minute after a denial',
  paused: 'No push: requests were paused',
}

export const stepWords: Record<ApprovalRequest['timeline'][number]['step'], string> = {
  issued: 'Issued',
  fetched: 'Fetched',
  answered: 'Answered',
  redeemed: 'Signed in',
  ended: 'Ended',
}

export const sessionEndWords: Record<string, string> = {
  administrator: 'Revoked by an administrator',
  'signed-out': 'Signed out',
  deactivated: 'User deactivated',
  'device-removed': 'Device removed',
  expired: 'Expired',
  superseded: 'Replaced by another sign-in',
  'password-changed': 'Password changed',
  merged: 'Ended by a merge',
  organisation: 'Every session of the organisation was revoked',
  person: 'Ended by themselves',
}

/** "1 person", "12 people". */
export const people = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'person' : 'people'}`
