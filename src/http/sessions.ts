import type * as contract from '#contract/sessions.ts'
import { listSessions } from '#domain/sessions/list-sessions.ts'
import { revokeEverySession } from '#domain/sessions/revoke-every-session.ts'
import { revokeAllSessions, revokeSession } from '#domain/sessions/revoke-sessions.ts'
import type { Handlers } from './mount.ts'

export const sessions: Handlers<typeof contract> = {
  listSessions: async (work, { params }) => ({ items: await listSessions(work, params) }),
  revokeSession: async (work, { params }) => {
    await revokeSession(work, params)
    return {}
  },
  revokeAllSessions: async (work, { params, body }) => ({
    ended: await revokeAllSessions(work, { ...params, ...body }),
  }),
  revokeEverySession: async (work, { body }) => ({ ended: await revokeEverySession(work, body) }),
}
