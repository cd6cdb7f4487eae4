import * as z from 'zod/mini'
import { AccountId, ApplicationId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

/** A user in one application. */
export const Account = z.object({
  id: AccountId,
  applicationId: ApplicationId,
  applicationName: z.string(),
  /** `ended`: it lets nobody in until somebody restores it. */
  status: z.enum(['invited', 'active', 'ended']),
  /** What the application sees as `sub`. */
  subject: z.string(),
  createdAt: Instant,
  activatedAt: z.nullable(Instant),
  lastSignInAt: z.nullable(Instant),
  /** Present exactly while the status is `ended`. */
  endedAt: z.nullable(Instant),
})
export type Account = z.output<typeof Account>

export const listAccounts = operation({
  method: 'GET',
  path: '/users/{userId}/accounts',
  summary: 'The accounts of a user: one for each application',
  permission: 'users:read',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: Nothing,
  result: z.object({ items: z.array(Account) }),
  problems: ['user-not-found'],
})

/** A person has one account at most in each application: the two name it. */
const byApplication = z.strictObject({ userId: UserId, applicationId: ApplicationId })

export const endAccount = operation({
  method: 'PUT',
  path: '/users/{userId}/accounts/{applicationId}/ending',
  summary: 'Remove a user from one application: its tokens end at once, and they cannot sign in to it',
  permission: 'users:write',
  access: 'write',
  params: byApplication,
  body: z.strictObject({
    /** Deactivates the user too, as somebody who leaves, where no other account is left. Whoever is deactivated already stays as they are. */
    deactivateIfLast: z.boolean(),
  }),
  result: z.object({
    account: Account,
    /** Whether this deactivated the user. */
    deactivated: z.boolean(),
  }),
  problems: [
    'user-not-found',
    'account-not-found',
    'higher-rank',
    'user-removed',
    'cannot-deactivate-self',
    'last-owner',
  ],
  stepUp: true,
})

export const restoreAccount = operation({
  method: 'DELETE',
  path: '/users/{userId}/accounts/{applicationId}/ending',
  summary: 'Let a user into an application again from which they were removed',
  permission: 'users:write',
  access: 'write',
  params: byApplication,
  body: Nothing,
  result: Account,
  problems: ['user-not-found', 'account-not-found', 'account-not-ended', 'higher-rank', 'user-removed'],
  stepUp: true,
})
