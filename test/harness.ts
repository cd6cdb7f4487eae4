import { AsyncLocalStorage } from 'node:async_hooks'
import type { Hono } from 'hono'
import pg from 'pg'
import { test as base } from 'vitest'
import { createUpstream } from '#adapters/upstream.ts'
import { type Client, createClient } from '#contract/client.ts'
import type { SessionId, UserId } from '#contract/ids.ts'
import { type AdminRole, permissionsOf } from '#contract/permissions.ts'
import {
  type MailPayload,
  type PushPayload,
  type SmsPayload,
  unsealMail,
  unsealPush,
  unsealSms,
} from '#domain/outbox/payload.ts'
import type { CountBreaches, FindPlace, MailKind, SmsLimits } from '#domain/ports.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { generateSigningKeys, type SigningKeys } from '#domain/signing-keys/generate-signing-key.ts'
import type { Tables } from '#domain/tables.ts'
import { createTenant } from '#domain/tenants/create-tenant.ts'
import { ensureInstallation, type Installation } from '#domain/tenants/installation.ts'
import { createStatusKeys } from '#domain/tenants/status-keys.ts'
import { emailKey } from '#domain/users/email-key.ts'
import { indexPeople } from '#domain/users/search/index-people.ts'
import { searchKeys } from '#domain/users/search-keys.ts'
import { type Actor, type Ground, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import { createApp, type Door } from '#http/create-app.ts'
import type { Edge, Env } from '#http/edge.ts'
import { createTenantDirectory } from '#http/tenants.ts'
import { createClientAddressReader } from '#platform/client-address.ts'
import type { Database } from '#platform/database.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { createKeyring } from '#platform/keyring.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { type OutgoingFetch, OutgoingRefusedError } from '#platform/outgoing.ts'
import { createPasswordHasher, type HasherOptions } from '#platform/password-hasher.ts'
import { randomToken } from '#platform/random.ts'
import { doors as allDoors } from '../src/doors.ts'
import { type EngineKind, engine, takeStore } from './store.ts'

/** The house of a test: the real application on a database of its own, and hands to fill it. */
export interface House {
  readonly app: Hono<Env>
  readonly edge: Edge
  readonly ground: Ground
  readonly database: Database<Tables>
  /** The database as its owner, past row-level security: for looking at what was written. */
  readonly db: Database<Tables>['outside']
  /** Of PostgreSQL, for tests that open connections of their own; null on the embedded database. */
  readonly url: string | null
  readonly installation: Installation
  /** The first organisation. */
  readonly tenancy: Tenancy
  /** The instant at which everything happens. It stands still. */
  readonly now: Date
  setNow(now: Date): void
  advance(seconds: number): void
  /** What was logged, one JSON object a line. */
  readonly logs: readonly string[]
  setMailKind(kind: MailKind): void
  /** Whether texts can be sent, and whereto; as if the operator had configured it. */
  setSms(limits: SmsLimits | null): void
  addTenant(slug?: string): Promise<Tenancy>
  addUser(person?: Partial<Person>): Promise<TestUser>
  addOwner(person?: Partial<Person>): Promise<TestUser>
  addAdmin(adminRole: AdminRole, person?: Partial<Person>): Promise<TestUser>
  addSession(userId: UserId, session?: Partial<TestSession>): Promise<{ id: SessionId; token: string }>
  /** A client that acts as that user, in a session of theirs, proved at this instant; a stranger's without a user. */
  as(user?: TestUser): Client
  /** Sends a request as that user's browser would: cookie, own origin. A path is below the tenant's base URL. */
  request(path: string, init?: RequestInit, user?: TestUser): Promise<Response>
  /** A unit of work as that user, or as the system. */
  work<T>(user: TestUser | null, unit: (work: Work) => Promise<T>, access?: 'read' | 'write'): Promise<T>
  /** Resolves once some statement waits for a lock. PostgreSQL only. */
  untilBlocked(): Promise<void>
  /** Mails and pushes in the outbox, opened, oldest first. */
  mails(): Promise<MailPayload[]>
  pushes(): Promise<(PushPayload & { deviceId: string | null })[]>
  texts(): Promise<SmsPayload[]>
  /** The types of the audit events so far, in order. */
  events(): Promise<string[]>
}

export interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly status: 'invited' | 'active'
  readonly adminRole: AdminRole | null
  readonly tenancy: Tenancy
  readonly did: string | null
  readonly createdAt: Date
}

export interface TestUser {
  readonly id: UserId
  readonly email: string
  readonly name: string
  readonly adminRole: AdminRole | null
  readonly tenancy: Tenancy
}

export interface TestSession {
  readonly tenancy: Tenancy
  readonly applicationId: Tables['sessions']['applicationId']
  readonly deviceId: Tables['sessions']['deviceId']
  readonly lifetimeSeconds: number
  readonly idleSeconds: number
  readonly userAgent: string
}

export interface HouseOptions {
  /** The installation's address: an origin. */
  readonly address?: string
  readonly appUrl?: string
  /** All organisations of this house belong to one operator. */
  readonly oneOperator?: boolean
  /** False: as before set-up, without an organisation. Reading `tenancy` throws then. */
  readonly tenant?: boolean
  readonly mail?: MailKind
  readonly doors?: readonly Door[]
  readonly findPlace?: FindPlace
  readonly engine?: EngineKind
  readonly trustedProxies?: readonly string[]
  readonly hashing?: HasherOptions
  /** Without it only the local list is asked. */
  readonly countBreaches?: CountBreaches
  /** How providers above ours are reached; nobody is where it is left out. */
  readonly upstreamFetch?: OutgoingFetch
}

const nobodyAnswers: OutgoingFetch = async () => {
  throw new OutgoingRefusedError('nobody is reached from this test')
}

/** Far below what an installation may set: tests hash many passwords. */
export const quickHashing: HasherOptions = { memoryKib: 256, passes: 1 }

/** A test with a house of its own. */
export const test = base.extend<{ house: House }>({
  // vitest reads the names of the fixtures that this one needs from the pattern: there are none.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  house: async ({}, use) => {
    const { house, close } = await createHouse()
    await use(house)
    await close()
  },
})

/** A test of two transactions at once. */
export const staged = needsServer('the embedded database has one transaction at a time')

/** A test that opens or cuts connections of its own to the database, or has two processes on it. */
export const connected = needsServer('the embedded database has one connection, in its own process')

/** Where there is no server, the report says why there is no such test. */
function needsServer(why: string): typeof test {
  if (engine === 'postgresql') return test
  return test.extend<{ house: House }>({ house: async ({ skip }) => skip(why) })
}

const masterKey = Buffer.alloc(32, 7)
let signingKeys: Promise<SigningKeys> | undefined

/** Making an RSA key takes a while: one set serves the tenants of a worker. */
function sharedSigningKeys(): Promise<SigningKeys> {
  signingKeys ??= generateSigningKeys()
  return signingKeys
}

/** Opens a house; `close` gives everything back. */
export async function createHouse(
  options: HouseOptions = {},
): Promise<{ house: House; close(): Promise<void> }> {
  // Calls that a test makes from inside a unit of work are other people's: they must not count as part of it.
  const outsideOfUnits = AsyncLocalStorage.snapshot()
  const { address = 'http://localhost:3000', appUrl = address, mail = 'smtp', doors = allDoors } = options
  const logs: string[] = []
  const log = createLog({ level: 'info' }, (line) => logs.push(line))
  const store = await takeStore(options.engine ?? engine)
  const database = await store.open(log)
  let now = new Date()
  let mailKind = mail
  let sms: SmsLimits | null = null
  const keys = createKeyring(masterKey)
  const ground: Ground = {
    database,
    clock: () => new Date(now),
    keys,
    passwords: createPasswordHasher(keys, options.hashing ?? quickHashing),
    countBreaches: options.countBreaches ?? null,
    channels: () => ({ mail: mailKind, sms }),
    upstream: createUpstream({ fetch: options.upstreamFetch ?? nobodyAnswers }),
  }
  const installation = await ensureInstallation(database, ground.keys, ground.clock)
  const configured = { url: address, appUrl }
  const stopping = new AbortController()
  const edge: Edge = {
    ground,
    log,
    metrics: createMetrics(),
    tenants: createTenantDirectory(ground, configured),
    mailKind: () => mailKind,
    configured,
    installation: {
      vapidPublicKey: installation.vapid.publicKey,
      statusKeys: createStatusKeys(database.hub),
    },
    oneOperator: options.oneOperator ?? false,
    readClientAddress: createClientAddressReader(options.trustedProxies ?? []),
    findPlace: options.findPlace ?? (() => null),
    folders: { console: null, account: null, app: null },
    strict: true,
    stopping: stopping.signal,
  }
  const app = createApp(edge, doors)
  const addTenant = async (slug: string, first: boolean) =>
    createTenant(ground, {
      slug,
      name: slug.replace(/^./, (letter) => letter.toUpperCase()),
      first,
      addresses: { url: address, appUrl },
      keys: await sharedSigningKeys(),
    })
  const first = options.tenant === false ? undefined : await addTenant('northwind', true)
  if (first) await database.outside.deleteFrom('auditEvents').execute()

  const sessionTokens = new Map<UserId, Promise<string>>()
  let people = 0

  const house: House = {
    app,
    edge,
    ground,
    database,
    db: database.outside,
    url: store.url,
    installation,
    get tenancy() {
      if (!first) throw new Error('this house has no organisation yet')
      return first
    },
    get now() {
      return new Date(now)
    },
    setNow: (at) => {
      now = at
    },
    advance: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
    logs,
    setMailKind: (kind) => {
      mailKind = kind
    },
    setSms: (limits) => {
      sms = limits
    },
    addTenant: (slug = `tenant-${newId().slice(-8)}`) => addTenant(slug, false),
    async addUser(person = {}) {
      people += 1
      const { firstName = 'Kim', lastName = `Lee ${people}`, email = `kim${people}@example.com` } = person
      const { status = 'active', adminRole = null, tenancy = house.tenancy, did = null } = person
      const user = { id: newId() as UserId, email, name: `${firstName} ${lastName}`, adminRole, tenancy }
      await database.outside
        .insertInto('users')
        .values({
          tenantId: tenancy.tenantId,
          id: user.id,
          firstName,
          lastName,
          name: user.name,
          ...searchKeys({ firstName, lastName, mobile: null }),
          email,
          emailKey: emailKey(email),
          role: adminRole ? 'admin' : 'user',
          adminRole,
          status,
          did,
          createdAt: person.createdAt ?? now,
          updatedAt: person.createdAt ?? now,
        })
        .execute()
      const findable = { id: user.id, firstName, lastName, email, mobile: null }
      await indexPeople({ db: database.outside, base: tenancy }, [findable])
      return user
    },
    addOwner: (person) => house.addUser({ ...person, adminRole: 'owner' }),
    addAdmin: (adminRole, person) => house.addUser({ ...person, adminRole }),
    async addSession(userId, session = {}) {
      const { tenancy = house.tenancy, applicationId = null, deviceId = null } = session
      const { lifetimeSeconds = 12 * 3600, idleSeconds = 12 * 3600, userAgent = 'test' } = session
      const token = randomToken(32)
      const id = newId() as SessionId
      await database.outside
        .insertInto('sessions')
        .values({
          tenantId: tenancy.tenantId,
          id,
          userId,
          tokenHash: sha256(token),
          applicationId,
          deviceId,
          issuer: tenancy.baseUrl,
          ip: '127.0.0.1',
          userAgent,
          place: null,
          amr: ['swk', 'mfa'],
          acr: 'test',
          startedAt: now,
          lastActiveAt: now,
          provedAt: now,
          expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
          idleSeconds,
          endedAt: null,
          endedWhy: null,
        })
        .execute()
      return { id, token }
    },
    as: (user) => createClient((path, init) => house.request(path, init, user)),
    request: (path, init = {}, user) =>
      outsideOfUnits(async () => {
        const tenancy = user?.tenancy ?? house.tenancy
        const headers = new Headers(init.headers)
        if (!headers.has('origin')) headers.set('origin', new URL(tenancy.baseUrl).origin)
        headers.set('host', new URL(tenancy.baseUrl).host)
        if (user) {
          let token = sessionTokens.get(user.id)
          if (!token) {
            token = house.addSession(user.id, { tenancy }).then((session) => session.token)
            sessionTokens.set(user.id, token)
          }
          headers.append('cookie', `${sessionCookieName(tenancy)}=${await token}`)
        }
        return app.request(`${tenancy.baseUrl}${path}`, { ...init, headers })
      }),
    work: (user, unit, access = 'write') => {
      const tenancy = user?.tenancy ?? house.tenancy
      const actor = user ? actorOf(user) : systemActor(tenancy.tenantId)
      return outsideOfUnits(() => transact(ground, tenancy, access, actor, unit))
    },
    untilBlocked: () => outsideOfUnits(() => untilBlocked(store.url)),
    async mails() {
      const rows = await messages('mail')
      return rows.map(({ tenantId, id, payloadSealed }) =>
        unsealMail(ground.keys, tenantId, id, payloadSealed),
      )
    },
    async pushes() {
      const rows = await messages('push')
      return rows.map(({ tenantId, id, payloadSealed, deviceId }) => ({
        ...unsealPush(ground.keys, tenantId, id, payloadSealed),
        deviceId,
      }))
    },
    async texts() {
      const rows = await messages('sms')
      return rows.map(({ tenantId, id, payloadSealed }) =>
        unsealSms(ground.keys, tenantId, id, payloadSealed),
      )
    },
    async events() {
      const rows = await database.outside.selectFrom('auditEvents').select('type').orderBy('id').execute()
      return rows.map((row) => row.type)
    },
  }

  async function messages(kind: 'mail' | 'push' | 'sms') {
    const rows = await database.outside
      .selectFrom('outbox')
      .select(['tenantId', 'id', 'payloadSealed', 'deviceId'])
      .where('kind', '=', kind)
      .where('payloadSealed', 'is not', null)
      .orderBy('id')
      .$narrowType<{ payloadSealed: Buffer }>()
      .execute()
    return rows
  }

  async function close() {
    stopping.abort()
    await database.close()
    await store.drop()
  }
  return { house, close }
}

function actorOf(user: TestUser): Actor {
  return {
    kind: 'user',
    tenantId: user.tenancy.tenantId,
    id: user.id,
    adminRole: user.adminRole,
    permissions: new Set(user.adminRole ? permissionsOf[user.adminRole] : ['self']),
    session: null,
    origin: { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' },
  }
}

/** Asks the server, over a connection of its own, until somebody waits for a lock. */
async function untilBlocked(url: string | null): Promise<void> {
  if (!url) throw new Error('only PostgreSQL has anybody waiting')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const deadline = Date.now() + 5000
    while (Date.now() < deadline) {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (rowCount) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error('nobody came to wait for a lock')
  } finally {
    await client.end()
  }
}
