import type { IncomingMessage } from 'node:http'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { LiveSession } from '#domain/sessions/find-session.ts'
import type { Actor, Origin } from '#domain/work.ts'
import { nobody, type Tenancy } from '#domain/work.ts'
import type { Person } from './person.sql.ts'

/** What is known of a request beyond what the library sees. The library hands its hooks the raw request, so that is the key. */
export interface RequestFacts {
  readonly origin: Origin
  /** Read from the cookie once for each request. */
  session?: LiveSession
  /** Came along with what this request has just read, for the one who asks for it next: each is taken once. */
  personAhead?: { userId: UserId; applicationId: ApplicationId; person: Person | undefined } | undefined
  grantAhead?: { id: string; payload: { readonly [key: string]: JsonValue } } | undefined
}

const factsOfRequest = new WeakMap<IncomingMessage, RequestFacts>()

export function keepFacts(request: IncomingMessage, facts: RequestFacts): void {
  factsOfRequest.set(request, facts)
}

export function factsOf(request: IncomingMessage): RequestFacts {
  const facts = factsOfRequest.get(request)
  if (!facts) throw new Error('a request reached the provider past its door')
  return facts
}

/** Who acts in a request to the provider: the person whose session the browser holds, else nobody in particular. */
export function actorOf({ tenantId }: Tenancy, { origin, session }: RequestFacts): Actor {
  if (!session) return nobody(tenantId, origin)
  return {
    kind: 'user',
    tenantId,
    id: session.userId,
    adminRole: session.adminRole,
    // An application signs people in; whatever else they may do is not done here.
    permissions: new Set(['self']),
    session: { id: session.id, provedAt: session.provedAt },
    origin,
  }
}
