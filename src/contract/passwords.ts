import * as z from 'zod/mini'
import { UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

/** All that is ever told of a password. */
export const PasswordStatus = z.object({
  hasPassword: z.boolean(),
  /** When the hash was last set. */
  setAt: z.nullable(Instant),
  /** An administrator made it, and it opens nothing but the page for a new one. */
  temporary: z.boolean(),
  temporaryUntil: z.nullable(Instant),
  requiresReset: z.boolean(),
  /** When it was last right at a sign-in. */
  verifiedAt: z.nullable(Instant),
  /** Whether the policy lets this person have one. */
  allowed: z.boolean(),
  /** Too many wrong tries by strangers; null while there is no such thing. */
  lockedUntil: z.nullable(Instant),
})
export type PasswordStatus = z.output<typeof PasswordStatus>

/** Why a new password is refused: `common` is on the local list, `breached` was known to the service that is asked. */
export const passwordFailures = [
  'too-short',
  'too-long',
  'uppercase',
  'lowercase',
  'digit',
  'symbol',
  'breached',
  'common',
  'context',
  'reused',
] as const
export type PasswordFailure = (typeof passwordFailures)[number]

/** What is told of the policy to whoever chooses a password. */
export interface PasswordRules {
  readonly minimumLength: number
  readonly uppercase: boolean
  readonly lowercase: boolean
  readonly digit: boolean
  readonly symbol: boolean
  readonly blockBreached: boolean
  /** How many earlier ones may not come back. */
  readonly history: number
}

const byUser = z.strictObject({ userId: UserId })
const common = ['user-not-found', 'higher-rank'] as const

export const getPasswordStatus = operation({
  method: 'GET',
  path: '/users/{userId}/password',
  summary: 'How it stands with the password of a user; never the password',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: PasswordStatus,
  problems: ['user-not-found'],
})

export const issueTemporaryPassword = operation({
  method: 'POST',
  path: '/users/{userId}/password/temporary',
  summary:
    'Make a temporary password: shown this once, good for 24 hours or one use, then a new one is asked for',
  permission: 'passwords:write',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: z.object({ password: z.string(), expiresAt: Instant }),
  problems: [...common, 'user-deactivated', 'password-not-allowed', 'temporary-passwords-off'],
  stepUp: true,
})

export const sendPasswordLink = operation({
  method: 'POST',
  path: '/users/{userId}/password/link',
  summary: 'Mail the person a link to set a password; earlier links end',
  permission: 'passwords:write',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: z.object({ expiresAt: Instant }),
  problems: [...common, 'user-deactivated', 'password-not-allowed', 'mail-not-configured'],
})

export const requirePasswordReset = operation({
  method: 'PUT',
  path: '/users/{userId}/password/reset-requirement',
  summary: 'Ask for a new password at the next sign-in, or no longer',
  permission: 'passwords:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({ required: z.boolean() }),
  result: PasswordStatus,
  problems: [...common, 'no-password'],
})

export const clearPassword = operation({
  method: 'POST',
  path: '/users/{userId}/password/removal',
  summary:
    'Remove the password of a user; a new one can be set by "Forgot password" where the policy allows it',
  permission: 'passwords:write',
  access: 'write',
  params: byUser,
  /** `leaveWithoutWayIn`: do it although nothing else lets the person in. */
  body: z.strictObject({ leaveWithoutWayIn: z._default(z.boolean(), false) }),
  result: PasswordStatus,
  problems: [...common, 'no-password', 'no-way-in'],
  stepUp: true,
})

export const allowPassword = operation({
  method: 'PUT',
  path: '/users/{userId}/password/permission',
  summary: 'Where the policy decides per user: whether this one may have a password',
  permission: 'passwords:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({ allowed: z.boolean() }),
  result: PasswordStatus,
  problems: [...common],
})

export const unlockUser = operation({
  method: 'DELETE',
  path: '/users/{userId}/lock',
  summary: 'Let strangers’ failed tries be forgotten: the person can try again at once from anywhere',
  permission: 'passwords:write',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: PasswordStatus,
  problems: [...common],
})
