import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createUpstream } from '#adapters/upstream.ts'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import { createApplication } from '#domain/applications/create-application.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Tables } from '#domain/tables.ts'
import { ensureInstallation } from '#domain/tenants/installation.ts'
import { setUp } from '#domain/tenants/set-up.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { createKeyring } from '#platform/keyring.ts'
import { createLog } from '#platform/log.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { createPasswordHasher, hashDefaults } from '#platform/password-hasher.ts'
import { freePort, type Instance, startInstance } from '../test/instance.ts'
import { makeOwner, migrateAt, ownerUrl, startPostgres } from '../test/postgres.ts'
import { giveSessions, seed } from './seed.ts'

/** What a figure is measured on: a PostgreSQL of its own with the population, and the server in a process of its own. */
export interface World extends AsyncDisposable {
  readonly quick: boolean
  readonly users: number
  readonly sessions: number
  readonly tenancy: Tenancy
  readonly ground: Ground
  /** As a superuser: for preparing and for counting afterwards. */
  readonly client: pg.Client
  readonly databaseUrl: string
  readonly server: Instance
  /** What the server runs with. */
  readonly env: Readonly<Record<string, string>>
  readonly owner: { readonly userId: UserId; readonly cookie: string }
  readonly application: {
    readonly id: ApplicationId
    readonly clientId: string
    readonly secret: string
    readonly redirectUri: string
  }
  readonly cookieName: string
}

/** Durable, as production is; memory as for a machine of that size. */
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  work_mem: '32MB',
  random_page_cost: '1.1',
  max_wal_size: '8GB',
}

export async function openWorld(
  users: number,
  { quick, profile }: { quick: boolean; profile: string | undefined },
): Promise<World> {
  const undo: (() => Promise<unknown>)[] = []
  async function close() {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const postgres = await startPostgres(settings)
    undo.push(postgres.stop)
    await makeOwner(postgres.url)
    const databaseUrl = ownerUrl(postgres.url, 'bench')
    const admin = new pg.Client({ connectionString: postgres.url })
    await admin.connect()
    await admin.query(`create database bench template template0 owner ${new URL(databaseUrl).username}`)
    await admin.end()
    await migrateAt(databaseUrl)
    const client = new pg.Client({ connectionString: adminUrlOf(postgres.url) })
    await client.connect()
    undo.push(() => client.end())

    const masterKey = randomBytes(32)
    const url = `http://localhost:${await freePort()}`
    const log = createLog({ level: 'warn' })
    const database = await openDatabase<Tables>({ kind: 'postgresql', url: databaseUrl, poolSize: 4 }, log)
    undo.push(() => database.close())
    const keys = createKeyring(masterKey)
    const ground: Ground = {
      database,
      clock: systemClock,
      keys,
      passwords: createPasswordHasher(keys, hashDefaults),
      countBreaches: null,
      channels: () => ({ mail: 'none', sms: null }),
      upstream: createUpstream({ fetch: createOutgoingFetch({ allowedHosts: [] }) }),
    }
    await ensureInstallation(database, ground.keys, systemClock)
    const { tenancy, userId } = await setUp(ground, {
      organisation: 'Acme',
      address: url,
      owner: { firstName: 'Olivia', lastName: 'Owner', email: 'olivia@acme.example' },
      origin: { ip: '', userAgent: '', requestId: 'bench' },
    })
    await client.query(`update users set status = 'active' where id = $1`, [userId])
    const application = await addApplication(ground, tenancy)

    const sessions = Math.min(users / 5, 200_000)
    const { tenantId } = tenancy
    await seed(client, { tenantId, applicationId: application.id, count: users, sessions })
    const [token = ''] = await giveSessions(client, tenantId, userId, 1)

    const dataFolder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
    undo.push(() => rm(dataFolder, { recursive: true, force: true }))
    const env = {
      DATABASE_URL: databaseUrl,
      LATCHKEY_MASTER_KEY: masterKey.toString('base64'),
      LATCHKEY_URL: url,
      // Simulated people come from addresses of their own.
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1',
      LATCHKEY_LOG_LEVEL: 'warn',
    }
    const port = Number(new URL(url).port)
    const profiled = profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {}
    const server = await startInstance({ env: { ...env, ...profiled }, dataFolder, port })
    undo.push(() => server.stop())
    const cookieName = sessionCookieName(tenancy)
    return {
      quick,
      users,
      sessions,
      tenancy,
      ground,
      client,
      databaseUrl,
      server,
      env,
      owner: { userId, cookie: `${cookieName}=${token}` },
      application,
      cookieName,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function adminUrlOf(url: string): string {
  const bench = new URL(url)
  bench.pathname = '/bench'
  return bench.href
}

async function addApplication(ground: Ground, tenancy: Tenancy): Promise<World['application']> {
  const redirectUri = 'https://app.example/callback'
  const actor = systemActor(tenancy.tenantId)
  const { application, secret } = await transact(ground, tenancy, 'write', actor, (work) =>
    createApplication(work, {
      name: 'Payroll',
      kind: 'web',
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 43_200,
      approvalDigits: 2,
      passkeyRequired: false,
    }),
  )
  return { id: application.id, clientId: application.clientId, secret: secret ?? '', redirectUri }
}
