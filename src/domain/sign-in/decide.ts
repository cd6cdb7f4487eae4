import type { AdminRole } from '#contract/permissions.ts'
import type { UserStatus } from '#contract/users.ts'

/**
 * What is asked. `ask`: may this person's phone be asked? `approve`: may the phone's approval count? `sign-in`: may the approved
 * sign-in become a session? `refresh`: may a session go on giving out tokens?
 */
export type Purpose = 'ask' | 'approve' | 'sign-in' | 'refresh'

/** Everything that the decision depends on. */
export interface Facts {
  readonly purpose: Purpose
  readonly organisation: { readonly open: boolean }
  /** Null where the address belongs to nobody. */
  readonly user: { readonly status: UserStatus; readonly adminRole: AdminRole | null } | null
  /** What they want to reach: the console, an application, or one that is not there any more. */
  readonly target:
    | { readonly kind: 'console' }
    | { readonly kind: 'application'; readonly enabled: boolean; readonly access: 'everyone' | 'assigned' }
    | { readonly kind: 'missing' }
  /** Whether the person has an account in the application. */
  readonly hasAccount: boolean
  /** Their phones by what they may do. */
  readonly devices: { readonly active: number; readonly suspended: number }
}

/** In the order in which they are looked at. Codes are API, like those of events. */
export type CheckName =
  | 'organisation-open'
  | 'address-known'
  | 'activated'
  | 'not-deactivated'
  | 'application-available'
  | 'device-can-answer'
  | 'administrator'
  | 'account-allowed'

export interface Check {
  readonly check: CheckName
  readonly passed: boolean
  /** Why it failed, and what puts it right, in words for an administrator; null where it passed. */
  readonly reason: string | null
  readonly remedy: string | null
}

export interface Verdict {
  readonly allowed: boolean
  /** Every check that could be made, in order. What needs a user is left out where there is none. */
  readonly checks: readonly Check[]
  /** The first that failed. */
  readonly failed: CheckName | null
}

/**
 * Whether this person may sign in, from facts alone: no clock, no database. Asking, approving, redeeming and every token
 * refresh run on it, and an administrator's "Why can't they sign in?" shows it.
 *
 * What a person may reach (`administrator`, `account-allowed`) is looked at only once they proved who they are: before that, the answer
 * would tell a stranger what somebody else is.
 */
export function decide(facts: Facts): Verdict {
  const checks: Check[] = []
  const look = (check: CheckName, passed: boolean, reason: string, remedy: string) => {
    checks.push({ check, passed, reason: passed ? null : reason, remedy: passed ? null : remedy })
  }
  const { user, target, devices, purpose } = facts

  look(
    'organisation-open',
    facts.organisation.open,
    'The organisation is closed.',
    'Nobody can sign in until the operator opens it again.',
  )
  look(
    'address-known',
    user !== null,
    'No user has this email address.',
    'Check the spelling, or add the user.',
  )
  if (user) {
    look(
      'activated',
      user.status !== 'invited',
      'They were invited and have not set up a phone yet.',
      'Send the invitation again, or show them a setup code.',
    )
    look('not-deactivated', user.status !== 'deactivated', 'The user is deactivated.', 'Reactivate the user.')
  }
  look(
    'application-available',
    target.kind === 'console' || (target.kind === 'application' && target.enabled),
    target.kind === 'missing'
      ? 'The application does not exist any more.'
      : 'The application is switched off.',
    target.kind === 'missing' ? 'Create it again, or correct the link.' : 'Switch the application on.',
  )
  // A session that is there already was proved by a phone; whether it outlives that phone is decided where phones are removed.
  if (user && purpose !== 'refresh') {
    look(
      'device-can-answer',
      devices.active > 0,
      devices.suspended > 0 ? 'Their phone is paused.' : 'They have no phone that can answer.',
      devices.suspended > 0 ? 'Remove the phone and show them a new setup code.' : 'Show them a setup code.',
    )
  }
  if (user && (purpose === 'sign-in' || purpose === 'refresh')) {
    if (target.kind === 'console') {
      look(
        'administrator',
        user.adminRole !== null,
        'The console is for administrators, and they are none.',
        'Make them an administrator.',
      )
    }
    if (target.kind === 'application') {
      look(
        'account-allowed',
        target.access === 'everyone' || facts.hasAccount,
        'The application is open to assigned people only, and they have no account in it.',
        'Add an account for them, or open the application to everyone.',
      )
    }
  }
  const failed = checks.find((check) => !check.passed)?.check ?? null
  return { allowed: failed === null, checks, failed }
}
