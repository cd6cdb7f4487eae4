import type { Remedy } from '#contract/diagnosis.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { UserStatus } from '#contract/users.ts'
import { checksOfWay, type WayFacts, waysOf } from './ways.ts'

/**
 * What is asked. `ask`: may this way be tried? `approve`: may the phone's approval count? `sign-in`: may what was shown become a
 * session? `refresh`: may a session go on giving out tokens?
 */
export type Purpose = 'ask' | 'approve' | 'sign-in' | 'refresh'

/** Everything that the decision depends on. */
export interface Facts {
  readonly purpose: Purpose
  readonly organisation: { readonly open: boolean }
  /** Null where the address belongs to nobody. */
  readonly user: {
    readonly status: UserStatus
    readonly adminRole: AdminRole | null
    /** Removed from the organisation, and deactivated with it. */
    readonly removed?: boolean
  } | null
  /** What they want to reach: the console, their own account, an application, or one that is not there any more. */
  readonly target:
    | { readonly kind: 'console' }
    | { readonly kind: 'account' }
    | { readonly kind: 'application'; readonly enabled: boolean; readonly access: 'everyone' | 'assigned' }
    | { readonly kind: 'missing' }
  /** Whether the person has an account in the application, ended or not. */
  readonly hasAccount: boolean
  /** They were removed from the application, which may be open to everybody else. */
  readonly accountEnded: boolean
  /** Null for a session that is there already: how it was proved is settled, and what outlives what is decided elsewhere. */
  readonly ways: WayFacts | null
}

/** In the order in which they are looked at. Codes are API, like those of events. */
export type CheckName =
  | 'organisation-open'
  | 'address-known'
  | 'activated'
  | 'not-removed'
  | 'not-deactivated'
  | 'application-available'
  | 'way-in'
  | 'method-allowed'
  | 'password-allowed'
  | 'password-set'
  | 'password-holds'
  | 'not-locked'
  | 'provider-enabled'
  | 'provider-linked'
  | 'passkey-registered'
  | 'passkey-accepted'
  | 'code-allowed'
  | 'code-can-be-sent'
  | 'override-reaches'
  | 'device-can-answer'
  | 'requests-ring'
  | 'administrator'
  | 'account-allowed'
  | 'account-not-ended'

export interface Check {
  readonly check: CheckName
  readonly passed: boolean
  /** Why it failed, and what puts it right, in words for an administrator; null where it passed. */
  readonly reason: string | null
  readonly remedy: string | null
  /** The act that does it; null where it passed. */
  readonly fix: Remedy | null
}

export interface Verdict {
  readonly allowed: boolean
  /** Every check that could be made, in order. What needs a user is left out where there is none. */
  readonly checks: readonly Check[]
  /** The first that failed and stands in the way. */
  readonly failed: CheckName | null
}

/**
 * Whether this person may sign in, from facts alone: no clock, no database. Asking, approving, redeeming and every token
 * refresh run on it, and an administrator's "Why can't they sign in?" shows it.
 *
 * What a person may reach (`administrator`, `account-allowed`, `account-not-ended`) is looked at only once they proved who they are: before that, the answer
 * would tell a stranger what somebody else is.
 */
export function decide(facts: Facts): Verdict {
  const checks: Check[] = []
  const look = (check: CheckName, passed: boolean, reason: string, remedy: string, fix: Remedy) => {
    checks.push(
      passed
        ? { check, passed, reason: null, remedy: null, fix: null }
        : { check, passed, reason, remedy, fix },
    )
  }
  const { user, target, ways, purpose } = facts

  look(
    'organisation-open',
    facts.organisation.open,
    'The organisation is closed.',
    'Nobody can sign in until the operator opens it again.',
    'none',
  )
  look(
    'address-known',
    user !== null,
    'No user has this email address.',
    'Check the spelling, or add the user.',
    'add-user',
  )
  if (user) {
    // Whoever was invited and given a password may try it: it leads to a password of their own, and that makes them active.
    const mayBegin = purpose === 'ask' && ways?.way === 'password' && ways.password.isSet
    look(
      'activated',
      user.status !== 'invited' || mayBegin,
      'They were invited and have not set up a phone yet.',
      'Send the invitation again, or show them a setup code.',
      'send-invitation',
    )
    look(
      'not-removed',
      user.removed !== true,
      'The user was removed from the organisation.',
      'Restore the user.',
      'restore',
    )
    look(
      'not-deactivated',
      user.status !== 'deactivated',
      'The user is deactivated.',
      'Reactivate the user.',
      'reactivate',
    )
  }
  const missing = target.kind === 'missing'
  look(
    'application-available',
    !missing && (target.kind !== 'application' || target.enabled),
    missing ? 'The application does not exist any more.' : 'The application is switched off.',
    missing ? 'Create it again, or correct the link.' : 'Switch the application on.',
    missing ? 'none' : 'enable-application',
  )
  // A session that is there already was proved when it began; whether it outlives that is decided where phones and passwords go.
  if (user && ways && purpose !== 'refresh') {
    if (ways.way) checks.push(...checksOfWay(facts, ways, ways.way, ways.providerId))
    else {
      const all = waysOf(facts, ways)
      const first = all.find((way) => !way.works)
      look(
        'way-in',
        all.some((way) => way.works),
        `No way in works for them. ${first?.why ?? ''}`.trim(),
        'Give them a phone or a password: each way below says what it lacks.',
        first?.fix ?? 'none',
      )
    }
  }
  if (user && ways?.hints && ways.devices.active > 0) {
    look(
      'requests-ring',
      !ways.hints.pushesPaused,
      'Sign-in requests ring none of their phones for now.',
      'They can open the app or scan the QR code; or let requests ring again.',
      'resume-pushes',
    )
  }
  if (user && (purpose === 'sign-in' || purpose === 'refresh')) {
    if (target.kind === 'console') {
      look(
        'administrator',
        user.adminRole !== null,
        'The console is for administrators, and they are none.',
        'Make them an administrator.',
        'make-admin',
      )
    }
    if (target.kind === 'application') {
      look(
        'account-allowed',
        target.access === 'everyone' || facts.hasAccount,
        'The application is open to assigned people only, and they have no account in it.',
        'Add an account for them, or open the application to everyone.',
        'assign-application',
      )
      look(
        'account-not-ended',
        !facts.accountEnded,
        'They were removed from the application.',
        'Restore their access to it.',
        'restore-access',
      )
    }
  }
  // What does not ring can be opened: it is told, and bars nobody.
  const failed = checks.find(({ check, passed }) => !passed && check !== 'requests-ring')?.check ?? null
  return { allowed: failed === null, checks, failed }
}
