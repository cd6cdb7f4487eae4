import * as z from 'zod/mini'
import { UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'
import { EmailAddress, User } from './users.ts'

const byUser = z.strictObject({ userId: UserId })
const writes = ['user-not-found', 'higher-rank'] as const

export const verifyEmail = operation({
  method: 'PUT',
  path: '/users/{userId}/email/verification',
  summary: 'Mark the address of a user as verified, by hand',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  body: Nothing,
  result: User,
  problems: writes,
})

/** An address of a user beside the main one, or one that waits to be confirmed. */
export const UserEmails = z.object({
  aliases: z.array(z.object({ email: z.string(), verifiedAt: Instant })),
  pending: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['primary', 'alias']),
      email: z.string(),
      requestedAt: Instant,
      expiresAt: Instant,
    }),
  ),
})
export type UserEmails = z.output<typeof UserEmails>

export const listUserEmails = operation({
  method: 'GET',
  path: '/users/{userId}/emails',
  summary: 'Further addresses of a user, and those that wait to be confirmed',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: UserEmails,
  problems: ['user-not-found'],
})

export const changeEmail = operation({
  method: 'POST',
  path: '/users/{userId}/emails',
  summary: 'Ask for confirmation at a new address: in place of the present one (which is told), or beside it',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({ email: EmailAddress, kind: z.enum(['primary', 'alias']) }),
  result: UserEmails,
  problems: [...writes, 'email-in-use', 'mail-not-configured', 'user-deactivated', 'first-passkey-guarded'],
  stepUp: true,
})

export const removeEmail = operation({
  method: 'POST',
  path: '/users/{userId}/emails/removal',
  summary: 'Remove a further address, or withdraw one that waits',
  permission: 'users:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({ email: z.string().check(z.maxLength(254)) }),
  result: UserEmails,
  problems: [...writes, 'email-not-found'],
})
