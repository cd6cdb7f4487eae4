import type { Account } from '#contract/accounts.ts'
import type { ApprovalRequest, ApprovalState } from '#contract/approval-requests.ts'
import type { Device } from '#contract/devices.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { ProviderKind } from '#contract/providers.ts'
import type { Deactivation, UserStatus } from '#contract/users.ts'
import { inLanguage } from '#ui/in-language.ts'

type Words<Key extends string> = Readonly<Record<Key, string>>

/** Of what a newer server may name otherwise. */
type SomeWords = Readonly<Record<string, string>>

const en = {
  /** The labels that are fixed: they read like this everywhere, in mails and in the handbook too. */
  labels: {
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
    removeUser: 'Remove User',
    removeFromClient: 'Remove from Client',
    terminateUser: 'Terminate User',
    requestTermination: 'Request termination',
    mergeInto: 'Merge into…',
    unregisterAll: 'Unregister All Devices',
    lostPhone: 'Lost phone…',
    override: 'Administrative override…',
  },
  status: {
    invited: 'Invited',
    active: 'Active',
    deactivated: 'Deactivated',
  } satisfies Words<UserStatus>,
  deactivation: {
    suspension: 'Suspended',
    offboarding: 'Has left the organisation',
    investigation: 'On hold during an investigation',
  } satisfies Words<Deactivation['kind']>,
  /** What each admin role is for, where one is chosen. */
  scope: {
    owner: 'Everything, settings and other admins too',
    'user-admin': 'People, their devices, passwords and sessions; reads the rest',
    'help-desk': 'Helps people who cannot sign in: phones, passwords, sessions',
    auditor: 'Reads everything, changes nothing',
  } satisfies Words<AdminRole>,
  /** When a change of role is felt. */
  roleLandsWhen: 'At once in this console; within about 60 seconds in most applications.',
  account: { invited: 'Invited', active: 'Active', ended: 'Ended' } satisfies Words<Account['status']>,
  platform: {
    ios: 'iOS',
    android: 'Android',
    macos: 'macOS',
    windows: 'Windows',
    linux: 'Linux',
    other: 'Other system',
  } satisfies Words<Device['platform']>,
  providerKind: {
    google: 'Google',
    microsoft: 'Microsoft',
    okta: 'Okta',
    oidc: 'OpenID Connect',
    saml: 'SAML',
  } satisfies Words<ProviderKind>,
  /** Ways of proving oneself (RFC 8176), as a person says them. */
  methods: {
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
  } as SomeWords,
  noMethod: 'not said',
  request: {
    pending: 'Waiting',
    approved: 'Approved',
    redeemed: 'Approved',
    denied: 'Denied',
    reported: 'Reported',
    expired: 'Expired',
    superseded: 'Superseded',
    cancelled: 'Cancelled',
    passcode: 'Passcode',
  } satisfies Words<ApprovalState>,
  requestReason: {
    'wrong-number': 'A wrong number was typed',
    'user-deactivated': 'The user was deactivated',
    recovery: 'Ended by a recovery on the server',
    'device-removed': 'The device was removed',
  } as SomeWords,
  /** Why no push went out although a phone could have had one. */
  heldBack: {
    limit: 'No push: too many requests in ten minutes',
    quiet: 'No push: quiet for a minute after a denial',
    paused: 'No push: requests were paused',
  } as Partial<Words<ApprovalRequest['push']>>,
  step: {
    issued: 'Issued',
    fetched: 'Fetched',
    answered: 'Answered',
    redeemed: 'Signed in',
    ended: 'Ended',
  } satisfies Words<ApprovalRequest['timeline'][number]['step']>,
  sessionEnd: {
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
  } as SomeWords,
}

/** What the things of a user are called, wherever they are named. */
export const wordsTexts = inLanguage({ en })
