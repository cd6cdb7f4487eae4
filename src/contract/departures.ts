import * as z from 'zod/mini'
import { UserId } from './ids.ts'
import { Instant, Nothing, operation, prose } from './operation.ts'
import { User } from './users.ts'

const byUser = z.strictObject({ userId: UserId })
const writes = ['user-not-found', 'higher-rank'] as const

/** One thing that the deactivation ended or that still has to end. */
export const ReceiptItem = z.object({
  kind: z.enum(['session', 'token', 'request', 'setup-code', 'password-link', 'override', 'push']),
  /** What it was: the browser of a session, the application of a token. */
  name: z.string(),
  state: z.enum(['done', 'pending', 'failed']),
  /** Of `pending`: when it is over by itself. */
  endsAt: z.nullable(Instant),
  detail: z.nullable(z.string()),
})
export type ReceiptItem = z.output<typeof ReceiptItem>

export const getDeactivationReceipt = operation({
  method: 'GET',
  path: '/users/{userId}/deactivation/receipt',
  summary: 'What the last deactivation ended, thing by thing, as it stands now',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: z.object({ at: Instant, items: z.array(ReceiptItem) }),
  problems: ['user-not-found', 'receipt-not-found'],
})

/** What a removal, deletion or termination would do: for the dialogs. */
export const DeparturePreview = z.object({
  sessions: z.int(),
  devices: z.int(),
  accounts: z.array(z.string()),
  links: z.int(),
  hasPassword: z.boolean(),
  /** How many other organisations know this person; never which. */
  otherOrganisations: z.int(),
  /** One operator owns every organisation here: a termination ends this person in the others as well, and asks nobody. */
  oneOperator: z.boolean(),
  /** In how many others that is: those that removed this person and could restore them are counted here. 0 without one operator. */
  endsElsewhere: z.int(),
  restoreDays: z.int(),
})
export type DeparturePreview = z.output<typeof DeparturePreview>

export const previewDeparture = operation({
  method: 'GET',
  path: '/users/{userId}/departure',
  summary: 'What there is to end when this user is removed, deleted or terminated',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: DeparturePreview,
  problems: ['user-not-found'],
})

const departs = [...writes, 'cannot-deactivate-self', 'last-owner'] as const

export const removeFromOrganisation = operation({
  method: 'POST',
  path: '/users/{userId}/removal',
  summary: 'Remove from Client: ends the membership of this organisation; can be undone for some days',
  permission: 'users:delete',
  access: 'write',
  params: byUser,
  body: z.strictObject({ reason: z.optional(prose(500)) }),
  result: User,
  problems: [...departs, 'user-removed'],
  stepUp: true,
})

export const restoreUser = operation({
  method: 'DELETE',
  path: '/users/{userId}/removal',
  summary: 'Undo a removal: the person is back, deactivated until somebody reactivates them',
  permission: 'users:delete',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: User,
  problems: [...writes, 'user-not-removed'],
  stepUp: true,
})

export const deleteUser = operation({
  method: 'POST',
  path: '/users/{userId}/deletion',
  summary: 'Delete a user in this organisation for good; past events stay, and `erase` makes them anonymous',
  permission: 'users:delete',
  access: 'write',
  params: byUser,
  body: z.strictObject({
    /** The user's email, as typed. */
    confirmation: z.string().check(z.maxLength(300)),
    /** Destroys the key that seals their personal data in past events: a legal erasure. */
    erase: z._default(z.boolean(), false),
  }),
  result: Nothing,
  problems: [...departs, 'confirmation-mismatch'],
  stepUp: true,
})

export const terminateUser = operation({
  method: 'POST',
  path: '/users/{userId}/termination',
  summary:
    'Terminate an identity: deleted here; where other organisations know it, asked for there, or deleted with one operator',
  permission: 'users:delete',
  access: 'write',
  params: byUser,
  body: z.strictObject({ confirmation: z.string().check(z.maxLength(300)) }),
  /** `asked`: removed here, and the rest waits for the person or the operator. */
  result: z.object({ outcome: z.enum(['terminated', 'asked']) }),
  problems: [...departs, 'confirmation-mismatch'],
  stepUp: true,
})

/** Everything that is known of one person, for them (GDPR articles 15 and 20). */
export const exportUser = operation({
  method: 'POST',
  path: '/users/{userId}/export',
  summary: 'All data of one person as JSON',
  permission: 'users:export',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: z.object({ fileName: z.string(), data: z.record(z.string(), z.unknown()) }),
  problems: writes,
  stepUp: true,
})
