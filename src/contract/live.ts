import * as z from 'zod/mini'

/**
 * What the stream at `/api/v1/live` says: that something changed, never what. Whoever holds `users:read` hears of the people, and
 * reads again what is on the screen.
 */
export const LiveHint = z.object({
  topic: z.enum([
    'user',
    'session',
    'approval-request',
    'claim',
    'application',
    'job',
    'provider',
    'settings',
    'passkey',
    'override',
    'case',
  ]),
  id: z.string(),
})
export type LiveHint = z.output<typeof LiveHint>

/** Server-sent events: `hint` carries a `LiveHint`; `gap` says that some may have been missed; `ended` that the session is over. */
export const liveEvents = ['hint', 'gap', 'ended'] as const
export const livePath = '/api/v1/live'
