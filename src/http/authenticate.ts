import { getCookie } from 'hono/cookie'
import { permissionsOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import { findSession, type LiveSession } from '#domain/sessions/find-session.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Actor } from '#domain/work.ts'
import type { Call, Edge } from './edge.ts'

/** The session that this browser holds, if it holds one that lives. */
export async function sessionOf(
  edge: Edge,
  c: Call,
  options: { inConsole?: boolean; touch?: boolean } = {},
): Promise<LiveSession | undefined> {
  const token = getCookie(c, sessionCookieName(c.var.tenancy))
  return token ? findSession(edge.ground, c.var.tenancy.tenantId, token, options) : undefined
}

/** As `sessionOf`, if it lives by the limits of the console as well. */
export const consoleSessionOf = (edge: Edge, c: Call): Promise<LiveSession | undefined> =>
  sessionOf(edge, c, { inConsole: true })

/** Who a session acts as. An administrator's permissions are those of the role that they hold at this moment. */
export function actorOf(c: Call, session: LiveSession): Actor {
  return {
    kind: 'user',
    tenantId: c.var.tenancy.tenantId,
    id: session.userId,
    adminRole: session.adminRole,
    permissions: new Set(session.adminRole ? permissionsOf[session.adminRole] : ['self']),
    session: { id: session.id, provedAt: session.provedAt },
    origin: c.var.origin,
  }
}

/**
 * Who calls, by the session cookie.
 *
 * @throws {Problem} `unauthenticated`
 */
export async function authenticate(edge: Edge, c: Call): Promise<{ actor: Actor; session: LiveSession }> {
  const session = await consoleSessionOf(edge, c)
  if (!session) throw new Problem('unauthenticated')
  return { actor: actorOf(c, session), session }
}
