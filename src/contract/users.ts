import * as z from 'zod/mini'
import { ApplicationId, ProviderId, UserId } from './ids.ts'
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
  /** What another directory calls this person. */
  externalId: z.nullable(z.string()),
  requirePasswordReset: z.boolean(),
  /** Strangers failed too often: until then only browsers that the person used before get a try. */
  lockedUntil: z.nullable(Instant),
  /** Removed from the organisation, and until when that can be undone. */
  removal: z.nullable(z.object({ at: Instant, purgeAt: Instant })),
  /** When they are removed by themselves, after an offboarding. */
  removeAt: z.nullable(Instant),
  /** Somebody asked to terminate a person whom other organisations know too. */
  terminationAskedAt: z.nullable(Instant),
  hasPassword: z.boolean(),
  activeDevices: z.int(),
  /** Whether a push reaches one of their devices. */
  receiving: z.boolean(),
  providerLinks: z.int(),
  passkeys: z.int(),
  version: z.int(),
})
export type User = z.output<typeof User>

/** A stretch of a field that what was typed matched: UTF-16 offsets, `end` excluded. */
export const Mark = z.object({ field: z.enum(['name', 'email', 'mobile']), start: z.int(), end: z.int() })
export type Mark = z.output<typeof Mark>

/** What an exact identifier in the search box was. */
export const exactKinds = [
  'email',
  'user-id',
  'external-id',
  'provider-subject',
  'did',
  'session-id',
  'device-id',
  'reference',
] as const

/** A row of the list: the user, and what the list counts and derives. */
export const UserListItem = z.extend(User, {
  accounts: z.int(),
  devices: z.int(),
  locked: z.boolean(),
  /** Active or invited, with no phone, password or provider to sign in by. */
  noWayIn: z.boolean(),
  /** Where they match what was typed; none without a search. */
  marks: z.array(Mark),
  /** What the typed text named exactly in this row; null where it was a search by words. */
  exact: z.nullable(z.enum(exactKinds)),
})
export type UserListItem = z.output<typeof UserListItem>

export const userSorts = ['created', 'lastSignIn', 'name', 'email', 'role'] as const

/** `locked` and `no-way-in` are derived; `removed` people are in no other list. */
export const ListedStatus = z.enum(['invited', 'active', 'deactivated', 'locked', 'no-way-in', 'removed'])
export type ListedStatus = z.output<typeof ListedStatus>

/** Kinds are combined by "and", the values of one kind by "or". */
const filterFields = {
  /**
   * Words of a name, an address or a mobile number, in any order, begun or misspelt; or an exact id, address, DID or reference code.
   * `email:…`, `id:…`, `name:…`, `mobile:…`, `external:…` look there alone.
   */
  q: z.optional(z.string().check(z.trim(), z.maxLength(120), z.regex(/^[^\0]*$/))),
  status: z.optional(z.array(ListedStatus).check(z.maxLength(6))),
  deactivationKind: z.optional(z.array(Deactivation.shape.kind).check(z.maxLength(3))),
  role: z.optional(z.enum(['admin', 'user'])),
  adminRole: z.optional(z.array(AdminRoleName).check(z.maxLength(4))),
  emailVerified: z.optional(z.boolean()),
  hasPassword: z.optional(z.boolean()),
  requiresReset: z.optional(z.boolean()),
  signedIn: z.optional(z.enum(['7d', '30d', 'never'])),
  device: z.optional(z.array(z.enum(['none', 'one', 'several', 'not-receiving'])).check(z.maxLength(4))),
  /** Linked to one of these; `none`: to no provider. */
  provider: z.optional(z.array(z.union([ProviderId, z.literal('none')])).check(z.maxLength(20))),
  /** With an account in one of these. */
  application: z.optional(z.array(ApplicationId).check(z.maxLength(20))),
  createdFrom: z.optional(Instant),
  createdTo: z.optional(Instant),
}
export const UserFilter = z.strictObject(filterFields)
export type UserFilter = z.output<typeof UserFilter>

export const UserQuery = z.strictObject({
  ...filterFields,
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
  summary: 'List users, or find them by name, address, mobile number or any id',
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
  /** `user-merged` carries `survivorId`. */
  problems: ['user-not-found', 'user-merged'],
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
  problems: ['user-not-found', 'cannot-deactivate-self', 'last-owner', 'higher-rank', 'user-removed'],
  stepUp: true,
})

export const reactivateUser = operation({
  method: 'DELETE',
  path: '/users/{userId}/deactivation',
  summary: 'Reactivate a user: everything is back but sessions, tokens and setup codes',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: User,
  problems: ['user-not-found', 'user-not-deactivated', 'higher-rank', 'user-removed'],
  stepUp: true,
})

/** Name, contact and role in one: all of it is saved, or nothing. The address is changed by `changeEmail`. */
export const updateUser = operation({
  method: 'PATCH',
  path: '/users/{userId}',
  summary: 'Change the name, role or contact data of a user, all at once',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  /** What is left out stays. `adminRole` null makes an ordinary user, and needs a step-up, as any change of it does. */
  body: z.strictObject({
    firstName: z.optional(line(100)),
    lastName: z.optional(line(100)),
    mobile: z.optional(z.nullable(line(40))),
    personalEmail: z.optional(z.nullable(EmailAddress)),
    externalId: z.optional(z.nullable(line(200))),
    adminRole: z.optional(z.nullable(AdminRoleName)),
  }),
  result: User,
  problems: [
    'user-not-found',
    'higher-rank',
    'version-mismatch',
    'precondition-required',
    'last-owner',
    'cannot-change-own-role',
    'external-id-in-use',
    'first-passkey-guarded',
  ],
  versioned: true,
  ifMatch: true,
})
