import * as z from 'zod/mini'
import { RequestId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

export const ApprovalState = z.enum([
  'pending',
  'approved',
  'redeemed',
  'denied',
  'reported',
  'expired',
  'superseded',
  'cancelled',
  'passcode',
])
export type ApprovalState = z.output<typeof ApprovalState>

/** What the phone was asked, and what became of it. */
export const ApprovalRequest = z.object({
  id: RequestId,
  action: z.enum(['sign-in', 'step-up', 'add-device']),
  application: z.string(),
  browser: z.string(),
  ip: z.string(),
  place: z.nullable(z.string()),
  how: z.enum(['number', 'qr']),
  state: ApprovalState,
  /** Whether a push went out, or why none did although a phone could have had one. */
  push: z.enum(['sent', 'none', 'limit', 'quiet', 'paused']),
  /** For example `wrong-number`. */
  why: z.nullable(z.string()),
  /** The reference code that the sign-in page showed; null for a step-up. */
  reference: z.nullable(z.string()),
  issuedAt: Instant,
  expiresAt: Instant,
  /** issued · fetched by a device · answered · redeemed, in order. */
  timeline: z.array(
    z.object({
      at: Instant,
      step: z.enum(['issued', 'fetched', 'answered', 'redeemed', 'ended']),
      device: z.nullable(z.string()),
    }),
  ),
})
export type ApprovalRequest = z.output<typeof ApprovalRequest>

export const listApprovalRequests = operation({
  method: 'GET',
  path: '/users/{userId}/approval-requests',
  summary: 'Recent authentication requests of a user with their timelines, newest first, at most twenty',
  permission: 'users:read',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: Nothing,
  result: z.object({
    items: z.array(ApprovalRequest),
    /** While no request rings their phones: until when (`pauseWithoutEnd`: until somebody ends it), and whose doing it is. */
    pause: z.nullable(z.object({ until: Instant, why: z.enum(['report', 'person', 'limit']) })),
  }),
  problems: ['user-not-found'],
})
