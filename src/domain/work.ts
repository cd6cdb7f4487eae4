import type { Transaction } from 'kysely'
import type { SessionId, TenantId } from '#contract/ids.ts'
import { type AdminRole, type Permission, permissionsOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database.ts'
import type { Notice } from '#platform/hub.ts'
import type { Keyring } from '#platform/keyring.ts'
import type { PasswordHasher } from '#platform/password-hasher.ts'
import type { Channels, CountBreaches, UpstreamProtocols } from './ports.ts'
import type { Tables } from './tables.ts'

/** Where a call came from; kept, sealed, with what it did. */
export interface Origin {
  readonly ip: string
  readonly userAgent: string
  /** Ties the log, the problem and the audit event of one request together. */
  readonly requestId: string
}

/** Who acts: a user's session, a device (by signature), nobody (public), or the system itself. */
export interface Actor {
  readonly kind: 'user' | 'device' | 'system' | 'nobody'
  readonly tenantId: TenantId
  /** Of the user or the device; null for the others. */
  readonly id: string | null
  /** Null for whoever is no administrator. */
  readonly adminRole: AdminRole | null
  readonly permissions: ReadonlySet<Permission>
  /** Of a user: the session they act in, and when they last proved themselves. */
  readonly session: { readonly id: SessionId; readonly provedAt: Date } | null
  readonly origin: Origin
}

/**
 * One unit of work: an open transaction, who acts, and the one instant at which it all happens.
 *
 * Every domain function that changes something has the shape `(work, input) => Promise<output>`.
 * Inside one there is SQL and nothing else: no mail, no push, no HTTP. Those leave by the outbox.
 */
export interface Work {
  readonly db: Transaction<Tables>
  readonly actor: Actor
  readonly now: Date
  readonly keys: Keyring
  readonly base: Tenancy
  readonly channels: Channels
  /** Told to whoever waits (pages, the relay, caches), once this unit has committed. */
  readonly notify: (topic: Topic, id: string) => void
}

/** What is worth waiting for. `id` is the id of the thing; of `outbox` it is the kind of message, or says nothing. */
export type Topic =
  | 'user'
  | 'session'
  | 'approval-request'
  | 'claim'
  | 'application'
  | 'signing-key'
  | 'job'
  | 'provider'
  | 'settings'
  | 'passkey'
  | 'case'
  | 'outbox'
  | 'tenant'
  | 'termination'
  | 'status-key'

/** The addresses of the tenant that the unit works in. */
export interface Tenancy {
  readonly tenantId: TenantId
  readonly slug: string
  readonly name: string
  /** The tenant's base URL without a trailing slash: its issuer. */
  readonly baseUrl: string
  /** Where the app is served, without a trailing slash. */
  readonly appUrl: string
}

/** What every unit of work stands on. */
export interface Ground {
  readonly database: Database<Tables>
  readonly clock: Clock
  readonly keys: Keyring
  /** Slow on purpose: used outside of units, as everything that is not SQL. */
  readonly passwords: PasswordHasher
  /** Null where the operator wants nobody asked. */
  readonly countBreaches: CountBreaches | null
  /** Set-up may change them while the house runs. */
  readonly channels: () => Channels
  /** Identity providers above ours; asked outside of units, as well. */
  readonly upstream: UpstreamProtocols
}

/** PostgreSQL's word for "run the whole transaction again": serialization failure and deadlock. */
const again = new Set(['40001', '40P01'])

/**
 * Runs `unit` in a transaction: it commits if the promise fulfils and rolls back if it rejects. A deadlock or serialization failure
 * runs it again, three times at most, so a unit holds no state of its own outside the database.
 *
 * The transaction sees the actor's tenant and no other (row-level security). `begin`, role and tenant
 * travel with the first statement, in one round trip. PostgreSQL itself refuses a change in a unit that said `read`.
 */
export async function transact<T>(
  ground: Ground,
  base: Tenancy,
  access: 'read' | 'write',
  actor: Actor,
  unit: (work: Work) => Promise<T>,
): Promise<T> {
  if (actor.tenantId !== base.tenantId) throw new Problem('forbidden')
  for (let run = 1; ; run++) {
    const notices: Notice[] = []
    const notify = (topic: Topic, id: string) => {
      notices.push({ topic, tenantId: base.tenantId, id })
    }
    const now = ground.clock()
    try {
      const result = await ground.database.within(base.tenantId, access, (db) =>
        unit({ db, actor, now, keys: ground.keys, base, channels: ground.channels(), notify }),
      )
      if (notices.length > 0) ground.database.hub.publish(notices)
      return result
    } catch (error) {
      if (run === 3 || !again.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

/** The system itself: schedules, the command line on the server, set-up. */
export function systemActor(tenantId: TenantId, requestId = 'system'): Actor {
  return {
    kind: 'system',
    tenantId,
    id: null,
    adminRole: 'owner',
    permissions: new Set(permissionsOf.owner),
    session: null,
    origin: { ip: '', userAgent: '', requestId },
  }
}

/** Nobody in particular: a page or a call that needs no session. */
export function nobody(tenantId: TenantId, origin: Origin): Actor {
  return {
    kind: 'nobody',
    tenantId,
    id: null,
    adminRole: null,
    permissions: new Set(['public']),
    session: null,
    origin,
  }
}
