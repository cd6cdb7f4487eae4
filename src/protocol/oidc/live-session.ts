import type { Provider } from 'oidc-provider'
import type { ApplicationId } from '#contract/ids.ts'
import { endSession } from '#domain/sessions/end-session.ts'
import {
  findSession,
  type LiveSession,
  type SessionRow,
  sessionColumns,
} from '#domain/sessions/find-session.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { type Ground, type Tenancy, transact } from '#domain/work.ts'
import type { Clients } from './clients.ts'
import { openLogout, sealLogout } from './logout-state.ts'
import { type PersonRow, personColumns, personOf } from './person.sql.ts'
import { actorOf, factsOf, type RequestFacts } from './request-facts.ts'

type Session = Awaited<ReturnType<Provider['Session']['get']>>
type SessionContext = Parameters<Provider['Session']['get']>[0]

/**
 * Gives the library our session in the place of its own: it reads the cookie that the sign-in set, holds for as long as that session
 * holds, and stores nothing. There is one truth about who is signed in, and what ends it ends the tokens too.
 */
export function adoptSessions(
  provider: Provider,
  ground: Ground,
  tenancy: Tenancy,
  clients: Pick<Clients, 'applicationIdOf'>,
): void {
  // The class is the provider's own, made for it alone: what is set here touches no other tenant.
  const sessions = provider.Session as typeof provider.Session & {
    instantiate(payload: object): Session
  }

  sessions.get = async (ctx: SessionContext) => {
    const facts = factsOf(ctx.req)
    const token = ctx.cookies.get(sessionCookieName(tenancy), { signed: false })
    // Where it is known by now which application asks, the person comes along: the admission needs both.
    const { client_id: clientId } = ctx.query
    const applicationId = typeof clientId === 'string' ? clients.applicationIdOf(clientId) : undefined
    const live = token ? await findVisitor(ground, tenancy, facts, token, applicationId) : undefined
    if (live) facts.session = live
    const session = sessions.instantiate(live ? asLibrarySession(live) : {})
    // What the library may remember about a session lives for this request: it neither saves it nor sets its cookie.
    Object.defineProperty(session, 'new', { value: true })
    Object.defineProperty(session, 'touched', { value: false, writable: false, configurable: false })
    // The one thing that outlives a request: what was asked at logout, until it is confirmed.
    const asked = openLogout(ground, tenancy, ctx)
    if (asked) session.state = asked
    if ('oidc' in ctx) (ctx.oidc as { entity(name: string, value: unknown): void }).entity('Session', session)
    return session
  }

  // Never by its uid: tokens are checked against our sessions when they are read (`oidc_item`).
  sessions.findByUid = async () => undefined

  Object.assign(sessions.prototype, {
    // The same for every application: it names our session.
    sidFor(this: Session) {
      return this.uid
    },
    async save(this: Session) {
      return this.jti
    },
    async persist(this: Session) {
      return this.jti
    },
    async destroy(this: Session & { destroyed?: boolean }) {
      const ctx = (provider.constructor as typeof Provider).ctx
      const facts = ctx && factsOf(ctx.req)
      if (facts?.session) await endOurs(ground, tenancy, facts)
      this.destroyed = true
    },
  })

  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx
    if (oidc?.route === 'end_session' && oidc.session?.state)
      sealLogout(ground, tenancy, ctx, oidc.session.state)
  })
}

const readVisitor = `select ${sessionColumns}, ${personColumns}
  from session_by_token($1, $2) s left join lateral oidc_person($1, s.user_id, $3) p on true`

/** The session, and with it its person before the application, in one round trip. */
async function findVisitor(
  ground: Ground,
  { tenantId }: Tenancy,
  facts: RequestFacts,
  token: string,
  applicationId: ApplicationId | undefined,
): Promise<LiveSession | undefined> {
  if (!applicationId) return findSession(ground, tenantId, token)
  return findSession(ground, tenantId, token, {
    async read(tokenHash) {
      const values = [tenantId, tokenHash, applicationId]
      const [row] = await ground.database.hot<SessionRow & PersonRow>('oidc_visitor', readVisitor, values)
      if (row) facts.personAhead = { userId: row.userId, applicationId, person: personOf(row) }
      return row
    },
  })
}

/** Ends the session of this request, with its tokens. */
export async function endOurs(
  ground: Ground,
  tenancy: Tenancy,
  facts: ReturnType<typeof factsOf>,
): Promise<void> {
  const { session } = facts
  if (!session) return
  await transact(ground, tenancy, 'write', actorOf(tenancy, facts), async (work) => {
    await endSession(work, { userId: session.userId, sessionId: session.id, why: 'signed-out' })
  })
}

/** Our session in the library's words, by its id: that names it and opens nothing. */
function asLibrarySession(live: LiveSession): object {
  return {
    jti: live.id,
    uid: live.id,
    accountId: live.userId,
    loginTs: authTimeOf(live),
    amr: [...live.amr],
    acr: live.acr,
  }
}

/** `auth_time`, in seconds: when the person last showed who they are. A password began a session whose risky acts ask for more. */
export const authTimeOf = ({ startedAt, provedAt }: LiveSession): number =>
  Math.floor(Math.max(startedAt.getTime(), provedAt.getTime()) / 1000)
