import * as z from 'zod/mini'
import { EventId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

/** One thing that happened, as the console shows it. Personal parts are null once the subject was erased. */
export const AuditEvent = z.object({
  id: EventId,
  type: z.string(),
  at: Instant,
  actor: z.object({
    kind: z.enum(['user', 'device', 'system', 'nobody']),
    id: z.nullable(z.string()),
    name: z.nullable(z.string()),
  }),
  userId: z.nullable(UserId),
  data: z.record(z.string(), z.unknown()),
  personal: z.nullable(z.record(z.string(), z.string())),
  requestId: z.nullable(z.string()),
})
export type AuditEvent = z.output<typeof AuditEvent>

export const listUserEvents = operation({
  method: 'GET',
  path: '/users/{userId}/events',
  summary: 'The last fifty audit events of a user, newest first',
  permission: 'audit:read',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: Nothing,
  result: z.object({ items: z.array(AuditEvent) }),
  problems: ['user-not-found'],
})
