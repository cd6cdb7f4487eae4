import * as z from 'zod/mini'
import { AccountId, ApplicationId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

/** A user in one application. */
export const Account = z.object({
  id: AccountId,
  applicationId: ApplicationId,
  applicationName: z.string(),
  status: z.enum(['invited', 'active']),
  /** What the application sees as `sub`. */
  subject: z.string(),
  createdAt: Instant,
  activatedAt: z.nullable(Instant),
  lastSignInAt: z.nullable(Instant),
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
