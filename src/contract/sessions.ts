import * as z from 'zod/mini'
import { SessionId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

/** What a sign-in leaves behind. */
export const Session = z.object({
  id: SessionId,
  issuer: z.string(),
  /** The application that the sign-in was for; null for the console. */
  client: z.nullable(z.string()),
  /** Applications that hold tokens under this session now. */
  applications: z.array(z.string()),
  ip: z.string(),
  userAgent: z.string(),
  /** "Chrome on macOS", read from the user agent. */
  browser: z.string(),
  place: z.nullable(z.string()),
  /** The provider that the person came through; null for the other ways. */
  provider: z.nullable(z.string()),
  /** "Keep me signed in". */
  kept: z.boolean(),
  /** Authentication methods (RFC 8176). */
  amr: z.array(z.string()),
  startedAt: Instant,
  lastActiveAt: Instant,
  expiresAt: Instant,
  endedAt: z.nullable(Instant),
  endedWhy: z.nullable(z.string()),
  /** When the last access token given out under it ends by itself; null when there is none. */
  tokensEndAt: z.nullable(Instant),
  /** Whether it is the caller's own. */
  current: z.boolean(),
})
export type Session = z.output<typeof Session>

const byUser = z.strictObject({ userId: UserId })

export const listSessions = operation({
  method: 'GET',
  path: '/users/{userId}/sessions',
  summary: 'The active and recent sessions of a user, latest activity first, at most fifty',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: z.object({ items: z.array(Session) }),
  problems: ['user-not-found'],
})

export const revokeSession = operation({
  method: 'DELETE',
  path: '/users/{userId}/sessions/{sessionId}',
  summary: 'End one session now, with its tokens',
  permission: 'sessions:write',
  access: 'write',
  params: z.strictObject({ userId: UserId, sessionId: SessionId }),
  body: Nothing,
  result: Nothing,
  problems: ['user-not-found', 'session-not-found', 'higher-rank'],
})

export const revokeAllSessions = operation({
  method: 'POST',
  path: '/users/{userId}/sessions/revocation',
  summary: 'End every session of a user now, with their tokens',
  permission: 'sessions:write',
  access: 'write',
  params: byUser,
  /** `keepCurrent`: all but the caller's own. */
  body: z.strictObject({ keepCurrent: z._default(z.boolean(), false) }),
  result: z.object({ ended: z.int() }),
  problems: ['user-not-found', 'higher-rank'],
})

/** For an incident: everybody signs in anew. */
export const revokeEverySession = operation({
  method: 'POST',
  path: '/sessions/revocation',
  summary: 'End every session of the organisation now, with their tokens; the caller’s own can stay',
  permission: 'settings:write',
  access: 'write',
  params: Nothing,
  body: z.strictObject({
    keepCurrent: z._default(z.boolean(), true),
    /** The organisation's name, as typed. */
    confirmation: z.string().check(z.maxLength(200)),
  }),
  result: z.object({ ended: z.int() }),
  problems: ['confirmation-mismatch'],
  stepUp: true,
})
