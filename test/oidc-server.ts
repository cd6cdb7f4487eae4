import { once } from 'node:events'
import { createServer } from 'node:net'
import { createUpstream } from '#adapters/upstream.ts'
import type { ApplicationId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { startSession } from '#domain/sessions/start-session.ts'
import type { Tables } from '#domain/tables.ts'
import { createTenant } from '#domain/tenants/create-tenant.ts'
import { createStatusKeys } from '#domain/tenants/status-keys.ts'
import { addUser } from '#domain/users/create-user.ts'
import { type Ground, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import { createApp, type Door } from '#http/create-app.ts'
import type { Edge } from '#http/edge.ts'
import { listen } from '#http/listen.ts'
import { createTenantDirectory } from '#http/tenants.ts'
import { createClientAddressReader } from '#platform/client-address.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { createKeyring } from '#platform/keyring.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { createPasswordHasher } from '#platform/password-hasher.ts'
import { randomToken } from '#platform/random.ts'
import { mountOidc } from '#protocol/oidc/mount-oidc.ts'
import { engine, takeStore } from './store.ts'

/**
 * A real server with the OpenID provider on it, on a port of the loopback: `openid-client` and plain `fetch` are its applications.
 * People are signed in by starting a session for them, as a finished sign-in does.
 */
export async function startOidcServer(doors: readonly Door[] = []) {
  const store = await takeStore(engine)
  const log = createLog({ level: (process.env['LATCHKEY_TEST_LOG'] as 'warn' | undefined) ?? 'silent' })
  const keys = createKeyring(Buffer.alloc(32, 7))
  const port = await freePort()
  const url = `http://localhost:${port}`

  /** As another process on the same database would start. */
  async function start(at: number) {
    const database = await store.open(log)
    let shift = 0
    const ground: Ground = {
      database,
      keys,
      clock: () => new Date(Date.now() + shift),
      passwords: createPasswordHasher(keys, { memoryKib: 256, passes: 1 }),
      countBreaches: null,
      channels: () => ({ mail: 'none', sms: null }),
      upstream: createUpstream({ fetch: createOutgoingFetch({ allowedHosts: [] }) }),
    }
    const addresses = { url, appUrl: url }
    const edge: Edge = {
      ground,
      log,
      metrics: createMetrics(),
      tenants: createTenantDirectory(ground, addresses),
      mailKind: () => 'none',
      configured: addresses,
      installation: { vapidPublicKey: '', statusKeys: createStatusKeys(database.hub) },
      oneOperator: false,
      readClientAddress: createClientAddressReader([]),
      findPlace: () => null,
      folders: { console: null, account: null, app: null },
      strict: true,
      stopping: new AbortController().signal,
    }
    const app = createApp(edge, [mountOidc, ...doors])
    const listening = await listen(app, { host: 'localhost', port: at })
    return {
      ground,
      edge,
      app,
      moveClock: (seconds: number) => {
        shift += seconds * 1000
      },
      async stop() {
        await listening.close(100)
        await database.close()
      },
    }
  }

  let running = await start(port)
  const server = {
    url,
    get ground() {
      return running.ground
    },
    get edge() {
      return running.edge
    },
    moveClock: (seconds: number) => running.moveClock(seconds),
    async restart() {
      await running.stop()
      running = await start(port)
    },
    async stop() {
      await running.stop()
      await store.drop()
    },
    async addTenant(slug: string, first: boolean): Promise<TestTenant> {
      const tenancy = await createTenant(running.ground, {
        slug,
        name: slug,
        first,
        addresses: { url, appUrl: url },
      })
      return testTenant(() => running.ground, tenancy)
    },
  }
  return server
}

export type OidcServer = Awaited<ReturnType<typeof startOidcServer>>
export type TestTenant = ReturnType<typeof testTenant>

function testTenant(ground: () => Ground, tenancy: Tenancy) {
  const write = <T>(run: (work: Work) => Promise<T>) =>
    transact(ground(), tenancy, 'write', systemActor(tenancy.tenantId), run)

  return {
    tenancy,
    issuer: tenancy.baseUrl,
    write,
    /** A person who has enrolled: active. */
    addPerson: (name: string) =>
      write(async (work) => {
        const { id } = await addUser(work, {
          firstName: name,
          lastName: 'Test',
          email: `${name}@example.com`,
        })
        await setStatus(work, id, 'active')
        return id
      }),
    setStatus: (userId: UserId, status: 'active' | 'deactivated') =>
      write((work) => setStatus(work, userId, status)),
    /** What the browser holds after a sign-in: the Cookie header, and the session behind it. */
    signIn: (userId: UserId, lifetimeSeconds?: number): Promise<{ cookie: string; sessionId: SessionId }> =>
      write(async (work) => {
        const started = await startSession(work, {
          userId,
          applicationId: null,
          deviceId: null,
          amr: ['hwk', 'user'],
          acr: 'urn:latchkey:phone',
          place: null,
          ...(lifetimeSeconds && { lifetimeSeconds }),
        })
        return { cookie: `${sessionCookieName(tenancy)}=${started.token}`, sessionId: started.sessionId }
      }),
    addApplication: (
      given: Partial<
        Pick<
          Tables['applications'],
          'kind' | 'redirectUris' | 'postLogoutRedirectUris' | 'access' | 'sessionSeconds'
        >
      > = {},
    ) => write((work) => addApplication(work, tenancy.tenantId, given)),
  }
}

async function setStatus(work: Work, id: UserId, status: 'active' | 'deactivated'): Promise<void> {
  const gone = status === 'deactivated'
  await work.db
    .updateTable('users')
    .set({
      status,
      deactivatedAt: gone ? work.now : null,
      deactivationKind: gone ? 'suspension' : null,
      statusBefore: gone ? 'active' : null,
    })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}

async function addApplication(
  work: Work,
  tenantId: TenantId,
  given: Partial<
    Pick<
      Tables['applications'],
      'kind' | 'redirectUris' | 'postLogoutRedirectUris' | 'access' | 'sessionSeconds'
    >
  >,
) {
  const id = newId() as ApplicationId
  const clientId = randomToken(12)
  const clientSecret = randomToken()
  const kind = given.kind ?? 'web'
  await work.db
    .insertInto('applications')
    .values({
      tenantId,
      id,
      clientId,
      name: 'Payroll',
      nameKey: 'payroll',
      redirectUris: ['https://app.example/callback'],
      postLogoutRedirectUris: ['https://app.example/bye'],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
      createdAt: work.now,
      updatedAt: work.now,
      lastSignInAt: null,
      ...given,
      kind,
    })
    .execute()
  if (kind === 'web' || kind === 'machine') await addSecret(work, id, clientSecret)
  work.notify('application', id)
  return {
    id,
    clientId,
    clientSecret,
    redirectUri: given.redirectUris?.[0] ?? 'https://app.example/callback',
  }
}

export async function addSecret(
  work: Work,
  applicationId: ApplicationId,
  secret: string,
  expiresAt: Date | null = null,
) {
  await work.db
    .insertInto('applicationSecrets')
    .values({
      tenantId: work.base.tenantId,
      id: newId(),
      applicationId,
      secretHash: sha256(secret),
      hint: secret.slice(-4),
      purpose: 'client',
      createdAt: work.now,
      expiresAt,
    })
    .execute()
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!address || typeof address === 'string') throw new Error('no free port')
  return address.port
}
