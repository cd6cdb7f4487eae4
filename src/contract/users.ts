import * as z from 'zod/mini'
import { UserId } from './ids.ts'
import { Instant, line, Nothing, operation, pageOf, prose } from './operation.ts'
import { adminRoles } from './permissions.ts'

export const UserStatus = z.enum(['invited', 'active', 'deactivated'])
export type UserStatus = z.output<typeof UserStatus>

export const AdminRoleName = z.enum(adminRoles)

export const Deactivation = z.strictObject({
  kind: z.enum(['suspension', 'offboarding', 'investigation']),
  /** For the administrators only; kept in the audit log. */
  reason: z.optional(prose(500)),
  /** Shown to the person in the app. */
  message: z.optional(prose(500)),
  /** When it ends by itself; without it, somebody must reactivate the user. */
  until: z.optional(Instant),
})
export type Deactivation = z.output<typeof Deactivation>

export const User = z.object({
  id: UserId,
  firstName: z.string(),
  lastName: z.string(),
  /** First and last name as they are shown. */
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  /** E.164. */
  mobile: z.nullable(z.string()),
  personalEmail: z.nullable(z.string()),
  role: z.enum(['admin', 'user']),
  /** What an admin may do; null for a user. */
  adminRole: z.nullable(AdminRoleName),
  status: UserStatus,
  /** Present exactly while the status is `deactivated`. */
  deactivation: z.nullable(z.extend(z.object(Deactivation.shape), { at: Instant })),
  /** The `did:key` of the identity that their phone holds; null before the first enrolment. */
  did: z.nullable(z.string()),
  createdAt: Instant,
  updatedAt: Instant,
  lastSignInAt: z.nullable(Instant),
  version: z.int(),
})
export type User = z.output<typeof User>

/** A row of the list: the user, and what the list counts. */
export const UserListItem = z.extend(User, { accounts: z.int(), devices: z.int() })
export type UserListItem = z.output<typeof UserListItem>

export const userSorts = ['created', 'lastSignIn', 'name', 'email', 'role'] as const

export const UserQuery = z.strictObject({
  /** Beginning of a first, last or full name, of an email, or of a mobile number. */
  q: z.optional(z.string().check(z.trim(), z.maxLength(120))),
  status: z.optional(z.array(UserStatus).check(z.maxLength(3))),
  role: z.optional(z.enum(['admin', 'user'])),
  /** `created` newest first, `lastSignIn` latest first, `role` admins first, names and emails from A. Ignored while `q` says something. */
  sort: z._default(z.enum(userSorts), 'created'),
  /** Turns the order of `sort` around. */
  reverse: z._default(z.boolean(), false),
  after: z.optional(z.string().check(z.maxLength(600))),
  limit: z._default(z.int().check(z.minimum(1), z.maximum(100)), 25),
})
export type UserQuery = z.output<typeof UserQuery>

/** A POST that reads: what was typed stays out of addresses and logs. */
export const listUsers = operation({
  method: 'POST',
  path: '/users/search',
  summary: 'List users, or find them by the beginning of a name, email or mobile number',
  permission: 'users:read',
  access: 'read',
  params: Nothing,
  body: UserQuery,
  result: z.extend(pageOf(UserListItem), {
    /** People who match; exact up to 10,000, `about` beyond. Null while searching by text. */
    count: z.nullable(z.object({ value: z.int(), about: z.boolean() })),
  }),
  problems: ['invalid-request'],
})

/**
 * One mailbox, as people write it; hosts may be international. What separates or quotes addresses in a mail's header is refused.
 */
export const EmailAddress = z
  .string()
  .check(
    z.trim(),
    z.maxLength(254),
    z.regex(
      /^[^\s@"<>(),:;\\[\]\p{Cc}\p{Cf}]{1,64}@(?:[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{M}][\p{L}\p{N}\p{M}-]{1,62}$/u,
      'Enter an email address',
    ),
  )

export const NewUser = z.strictObject({
  firstName: line(100),
  lastName: line(100),
  /** The work email. */
  email: EmailAddress,
  mobile: z.optional(line(40)),
  personalEmail: z.optional(EmailAddress),
  /** Null, or left out: an ordinary user. */
  adminRole: z.optional(z.nullable(AdminRoleName)),
  sendWelcomeEmail: z.boolean(),
})
export type NewUser = z.output<typeof NewUser>

export const createUser = operation({
  method: 'POST',
  path: '/users',
  summary: 'Create a user, and send the welcome email if asked',
  permission: 'users:write',
  access: 'write',
  params: Nothing,
  body: NewUser,
  result: User,
  problems: ['email-in-use', 'higher-rank', 'mail-not-configured', 'idempotency-key-reused', 'needs-https'],
  idempotent: true,
  versioned: true,
})

const byUser = z.strictObject({ userId: UserId })

export const getUser = operation({
  method: 'GET',
  path: '/users/{userId}',
  summary: 'Read one user',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: User,
  problems: ['user-not-found'],
  versioned: true,
})

export const deactivateUser = operation({
  method: 'PUT',
  path: '/users/{userId}/deactivation',
  summary: 'Deactivate (suspend) a user: sessions, tokens and pending requests end at once',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  body: Deactivation,
  result: User,
  problems: ['user-not-found', 'cannot-deactivate-self', 'last-owner', 'higher-rank'],
  stepUp: true,
})

export const reactivateUser = operation({
  method: 'DELETE',
  path: '/users/{userId}/deactivation',
  summary: 'Reactivate a user: everything is back but sessions and tokens',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: User,
  problems: ['user-not-found', 'user-not-deactivated', 'higher-rank'],
  stepUp: true,
})
