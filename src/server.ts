import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPlaceFinder, nobodyKnows } from '#adapters/place.ts'
import { createUpstream } from '#adapters/upstream.ts'
import { countWaiting } from '#domain/outbox/take-due.ts'
import type {
  CountBreaches,
  MailKind,
  SendMail,
  SendPush,
  SendSms,
  UpstreamProtocols,
} from '#domain/ports.ts'
import { keepAuditMonths } from '#domain/retention/forget-expired.ts'
import type { Tables } from '#domain/tables.ts'
import { ensureInstallation, type Installation, storeSetupCode } from '#domain/tenants/installation.ts'
import { createStatusKeys } from '#domain/tenants/status-keys.ts'
import { findFirstOwner } from '#domain/users/find-first-owner.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import { type AdministrationParts, createAdministration } from '#http/administration.ts'
import { openCommandSocket } from '#http/command-socket.ts'
import { createApp } from '#http/create-app.ts'
import type { Edge } from '#http/edge.ts'
import { healthDoor } from '#http/health.ts'
import { listen } from '#http/listen.ts'
import { createTenantDirectory, type TenantDirectory } from '#http/tenants.ts'
import { startCleanUp } from '#jobs/clean-up.ts'
import { startSampleFill } from '#jobs/fill-sample.ts'
import { startFill } from '#jobs/fill-words.ts'
import { startRelay } from '#jobs/relay-outbox.ts'
import { startJobRunner } from '#jobs/run-jobs.ts'
import { createClientAddressReader } from '#platform/client-address.ts'
import { systemClock } from '#platform/clock.ts'
import { type Config, defaultBreachUrl, readConfig } from '#platform/config.ts'
import { openDatabase } from '#platform/database.ts'
import { createKeyring, SealError } from '#platform/keyring.ts'
import { createLog, type Log } from '#platform/log.ts'
import { keepMasterKey } from '#platform/master-key.ts'
import { createMetrics } from '#platform/metrics.ts'
import { migrate } from '#platform/migrate.ts'
import type { OutgoingFetch } from '#platform/outgoing.ts'
import { createPasswordHasher } from '#platform/password-hasher.ts'
import { randomCrockford } from '#platform/random.ts'
import { doors } from './doors.ts'

const root = join(import.meta.dirname, '..')
/** What was begun is finished within this time after a stop was asked for. */
const stopLimitMs = 10_000

type Environment = Readonly<Record<string, string | undefined>>

/** A running house. */
export interface Running {
  /** Where it listens, as seen from this computer. */
  readonly localUrl: string
  /** What to tell the operator, in one line. */
  readonly line: string
  stop(): Promise<void>
}

/** What both a server and a command without one stand on. */
interface House {
  readonly config: Config
  readonly log: Log
  readonly ground: Ground
  readonly installation: Installation
  readonly masterKey: Uint8Array
  readonly reach: Reach
  close(): Promise<void>
}

/** Where mail goes; known once the addresses are watched, which stand on the ground themselves. */
interface Reach {
  mailKind: () => MailKind
}

/**
 * Opens the database, brings it to this version and opens the keys.
 *
 * @throws {Error} whose message is for the operator, when something of it does not go together.
 */
async function openHouse(config: Config, log: Log): Promise<House> {
  const masterKey = config.masterKey ?? keepMasterKey(config.dataFolder)
  const keys = createKeyring(masterKey, config.previousMasterKeys)
  const database = await openDatabase<Tables>(config.database, log)
  try {
    const applied = await migrate(database, join(root, 'migrations'))
    const installation = await ensureInstallation(database, keys, systemClock).catch((error: unknown) => {
      throw error instanceof SealError ? wrongMasterKey(config, error) : error
    })
    // At the first start there was nothing that could have changed.
    if (applied.length > 0 && installation.setUpAt)
      log.info({ applied }, 'the database was brought to this version')
    refuseOtherAddress(config, installation)
    const passwords = createPasswordHasher(keys, config.hashing)
    const countBreaches = config.breachUrl && openBreachCounter(config.breachUrl)
    const upstream = openUpstream(config)
    const reach: Reach = { mailKind: () => mailKindAt(config, config.url?.origin ?? installation.address) }
    const sms = config.sms && { countries: config.sms.countries, perDay: config.sms.perDay }
    const channels = () => ({ mail: reach.mailKind(), sms })
    const clock = systemClock
    const ground: Ground = { database, keys, clock, passwords, countBreaches, channels, upstream }
    await keepAuditMonths(ground)
    return { config, log, ground, installation, masterKey, reach, close: () => database.close() }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Opened when the first person comes through a provider: most starts have none. */
function openUpstream({ providerAllowedHosts }: Config): UpstreamProtocols {
  let outgoing: Promise<OutgoingFetch> | undefined
  const fetch: OutgoingFetch = async (url, request) => {
    outgoing ??= import('#platform/outgoing.ts').then(({ createOutgoingFetch }) =>
      createOutgoingFetch({ allowedHosts: providerAllowedHosts, timeoutMs: 6000 }),
    )
    return (await outgoing)(url, request)
  }
  return createUpstream({ fetch })
}

function wrongMasterKey(config: Config, cause: SealError): Error {
  const where = config.masterKey ? 'LATCHKEY_MASTER_KEY' : `The master key in ${config.dataFolder}`
  return new Error(
    `${where} is not the one that this database was sealed with (${cause.message}). Put the right one back, or name ` +
      'it in LATCHKEY_PREVIOUS_MASTER_KEYS.',
    { cause },
  )
}

/** Passkeys, phones' keys and tokens are bound to the address: another one would lock everybody out. */
function refuseOtherAddress({ url }: Config, { address }: Installation): void {
  if (!url || address === null || url.origin === new URL(address).origin) return
  throw new Error(
    `LATCHKEY_URL is ${url.origin}, but this installation was set up as ${address}. Phones, sessions and ` +
      'applications are bound to that address, so it cannot change: set LATCHKEY_URL to it, or leave it out.',
  )
}

/** Where mail goes: with no mail server it is read on this computer, and elsewhere it is not sent at all. */
function mailKindAt(config: Config, url: string | null): MailKind {
  if (config.mail.kind === 'smtp') return 'smtp'
  return url === null || isLocalhost(new URL(url).hostname) ? 'inbox' : 'none'
}

const isLocalhost = (hostname: string) => hostname === 'localhost' || hostname.endsWith('.localhost')

/** The addresses of the house as they stand, without a question: set-up may change them while it runs. */
async function watchAddresses({ config, ground, reach }: House) {
  const configured = { url: config.url?.origin ?? null, appUrl: config.appUrl?.origin ?? null }
  const tenants = createTenantDirectory(ground, configured)
  let { url } = await tenants.addresses()
  const renew = () => {
    tenants.addresses().then(
      (found) => {
        url = found.url
      },
      () => {},
    )
  }
  ground.database.hub.subscribe('tenant', renew)
  ground.database.hub.onGap(renew)
  reach.mailKind = () => mailKindAt(config, url)
  return { configured, tenants, mailKind: reach.mailKind }
}

/** Each is loaded when there is something to send: most starts have nothing. */
function openSenders({ config, installation }: House) {
  const { mail } = config
  let mailer: Promise<SendMail & { close(): void }> | undefined
  let pusher: Promise<SendPush & { close(): Promise<void> }> | undefined

  const sendMail: SendMail = async (message, signal) => {
    if (mail.kind !== 'smtp') throw new Error('no mail server')
    mailer ??= import('#adapters/smtp.ts').then(({ createSmtpMailer }) => createSmtpMailer(mail))
    return (await mailer)(message, signal)
  }
  async function openPush() {
    const [{ createWebPush }, { createOutgoingFetch }] = await Promise.all([
      import('#adapters/web-push.ts'),
      import('#platform/outgoing.ts'),
    ])
    const fetch = createOutgoingFetch({ allowedHosts: config.pushAllowedHosts })
    const subject = pushSubject(config)
    return Object.assign(createWebPush({ vapid: installation.vapid, subject, fetch }), { close: fetch.close })
  }
  const sendPush: SendPush = async (push, signal) => {
    pusher ??= openPush()
    return (await pusher)(push, signal)
  }
  async function openSms(sms: NonNullable<Config['sms']>) {
    const [{ createSmsSender }, { createOutgoingFetch }] = await Promise.all([
      import('#adapters/sms.ts'),
      import('#platform/outgoing.ts'),
    ])
    const fetch = createOutgoingFetch({ allowedHosts: sms.allowedHosts })
    return Object.assign(createSmsSender({ ...sms, fetch }), { close: fetch.close })
  }
  let texter: Promise<SendSms & { close(): Promise<void> }> | undefined
  const { sms } = config
  const sendSms: SendSms | 'none' = sms
    ? async (text, signal) => {
        texter ??= openSms(sms)
        return (await texter)(text, signal)
      }
    : 'none'
  return {
    sendMail,
    sendPush,
    sendSms,
    async close() {
      ;(await mailer)?.close()
      await (await texter)?.close()
      await (await pusher)?.close()
    },
  }
}

/** Loaded by the first new password. */
function openBreachCounter(url: URL): CountBreaches {
  async function open() {
    const [{ createBreachCounter }, { createOutgoingFetch }] = await Promise.all([
      import('#adapters/breach-range.ts'),
      import('#platform/outgoing.ts'),
    ])
    // Another service than the public one was named by the operator: it may be in their own network.
    const allowedHosts = url.href === defaultBreachUrl ? [] : [hostAndPort(url)]
    return createBreachCounter({ url, fetch: createOutgoingFetch({ allowedHosts }) })
  }
  let counter: Promise<CountBreaches> | undefined
  return async (password, signal) => {
    counter ??= open()
    return (await counter)(password, signal)
  }
}

const hostAndPort = ({ hostname, port, protocol }: URL) =>
  `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`

/** Whom a push service may write to about our messages (RFC 8292 §2.1). */
function pushSubject({ mail, url }: Config): string {
  const from = mail.kind === 'smtp' ? /<?([^\s<>]+@[^\s<>]+?)>?$/.exec(mail.from)?.[1] : undefined
  if (from) return `mailto:${from}`
  return url?.protocol === 'https:' ? url.origin : 'mailto:postmaster@localhost'
}

/**
 * Starts everything: the database, the doors, the relay, the clean-up and the command socket.
 *
 * @throws {Error} whose message is for the operator; what was started is stopped again.
 */
export async function start(
  config: Config,
  log: Log,
  options: { build: boolean; env: Environment },
): Promise<Running> {
  const undo: (() => Promise<void>)[] = []
  const stopping = new AbortController()
  async function stop(): Promise<void> {
    stopping.abort()
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => log.error({ err: error }, 'a part did not stop cleanly'))
    }
  }
  try {
    const [house] = await Promise.all([
      openHouse(config, log).then((opened) => {
        undo.push(opened.close)
        return opened
      }),
      options.build ? build(options.env, log) : undefined,
    ])
    const { ground, installation } = house
    const { configured, tenants, mailKind } = await watchAddresses(house)
    if (mailKind() === 'none') log.warn('no mail server is set up (LATCHKEY_SMTP_URL): no mail will be sent')

    const senders = openSenders(house)
    undo.push(senders.close)
    const metrics = createMetrics()
    // A database that is away is seen at /readyz: the other figures are read all the same.
    metrics.watchOutbox(() => countWaiting(ground).catch(() => Number.NaN))
    const relay = startRelay({
      ground,
      log,
      metrics,
      findTenancy: tenants.byId,
      sendMail: () => (mailKind() === 'smtp' ? senders.sendMail : mailKind() === 'inbox' ? 'inbox' : 'none'),
      sendPush: senders.sendPush,
      sendSms: senders.sendSms,
    })
    undo.push(() => relay.stop(AbortSignal.timeout(stopLimitMs)))
    undo.push(startCleanUp({ ground, log, findTenancy: tenants.byId }).stop)
    undo.push(startJobRunner({ ground, log, findTenancy: tenants.byId }).stop)
    undo.push(startFill({ ground, log }).stop)
    undo.push(startSampleFill({ ground, log, findTenancy: tenants.byId }).stop)

    const edge: Edge = {
      ground,
      log,
      metrics,
      tenants,
      mailKind,
      configured,
      installation: {
        vapidPublicKey: installation.vapid.publicKey,
        statusKeys: createStatusKeys(ground.database.hub),
      },
      oneOperator: config.oneOperator,
      readClientAddress: createClientAddressReader(config.trustedProxies),
      findPlace: config.geoipFile ? createPlaceFinder(config.geoipFile) : nobodyKnows,
      folders: {
        console: join(root, 'dist', 'console'),
        account: join(root, 'dist', 'account'),
        app: join(root, 'dist', 'authenticator'),
      },
      strict: false,
      stopping: stopping.signal,
    }
    const health = healthDoor({ relay, metricsToken: config.metricsToken })
    const listening = await listen(createApp(edge, [health, ...doors]), {
      ...config.listen,
      ...(config.tls ? { tls: config.tls } : {}),
    })
    undo.push(() => listening.close(stopLimitMs))

    const administration = createAdministration(administrationOf(house, tenants.addresses, mailKind))
    const socket = await openCommandSocket(administration, config.dataFolder, log)
    undo.push(socket.close)

    const localUrl = `${config.tls ? 'https' : 'http'}://localhost:${listening.port}`
    return { localUrl, line: await describe(house, tenants, localUrl), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function build(env: Environment, log: Log): Promise<void> {
  const { buildFrontEnds } = await import('#jobs/build-front-ends.ts')
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'TEMP', 'TMP']
  await buildFrontEnds(root, Object.fromEntries(names.map((name) => [name, env[name]])), log)
}

function administrationOf(
  { ground, log, config, masterKey }: House,
  addresses: AdministrationParts['addresses'],
  mailKind: AdministrationParts['mailKind'],
): AdministrationParts {
  const { database } = config
  return {
    ground,
    log,
    addresses,
    mailKind,
    version: readVersion(),
    backUp:
      database.kind === 'postgresql'
        ? undefined
        : async (file) => {
            const { backUp } = await import('#jobs/backup.ts')
            await backUp(ground.database, { databaseFolder: database.folder, masterKey, file })
          },
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** Where to open it and, until the first owner has a phone, with which code: a new one at each start. */
async function describe(house: House, tenants: TenantDirectory, localUrl: string): Promise<string> {
  const { config, ground, installation } = house
  const url = config.url?.origin ?? installation.address ?? localUrl
  const small =
    config.database.kind === 'embedded' ? ' (embedded database: for evaluation and small installations)' : ''
  if (await isSetUp(ground, await tenants.first())) return `Latchkey is ready: open ${url}/admin${small}`
  const code = randomCrockford(10)
  await storeSetupCode(ground, code)
  return `Latchkey is ready: open ${url}/setup and enter the set-up code ${code.slice(0, 5)}-${code.slice(5)}${small}`
}

async function isSetUp(ground: Ground, tenancy: Tenancy | undefined): Promise<boolean> {
  if (!tenancy) return false
  const owner = await transact(ground, tenancy, 'read', systemActor(tenancy.tenantId), findFirstOwner)
  return owner?.status !== 'invited'
}

/** Log lines go to standard error: standard output says the one thing that the operator waits for. */
export function openLog(config: Pick<Config, 'logLevel'>): Log {
  return createLog({ level: config.logLevel }, (line) => process.stderr.write(line))
}

/** `latchkey serve`: runs until it is told to stop. The exit code is 0 then, and 1 when it could not start. */
export async function serve(args: readonly string[], env: Environment): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--no-build')
  if (unknown.length > 0) return fail(`latchkey serve knows only --no-build, not ${unknown.join(' ')}`)
  let running: Running
  try {
    const config = readConfig(env)
    running = await start(config, openLog(config), { build: !args.includes('--no-build'), env })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
  let asked = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (asked) process.exit(130)
      asked = true
      void running.stop().then(() => process.exit(0))
    })
  }
  // Last, so that whoever waits for it may ask it to stop at once.
  console.log(running.line)
}

/**
 * Opens the database for one administrative command while no server runs, and answers as a server would on its
 * socket.
 *
 * @throws {Error} whose message is for the operator.
 */
export async function openAdministration(
  env: Environment,
): Promise<{ fetch(request: Request): Promise<Response>; close(): Promise<void> }> {
  const config = readConfig(env)
  const house = await openHouse(
    config,
    openLog({ logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel }),
  )
  const { tenants, mailKind } = await watchAddresses(house)
  const app = createAdministration(administrationOf(house, tenants.addresses, mailKind))
  return { fetch: async (request) => app.fetch(request), close: house.close }
}

/** What the command line has to know of the configuration: where the data is, and which database. */
export function readPlaces(env: Environment): { dataFolder: string; database: 'embedded' | 'postgresql' } {
  const { dataFolder, database } = readConfig(env)
  return { dataFolder, database: database.kind }
}

/** `latchkey restore`, while no server runs. */
export async function restoreBackup(env: Environment, file: string): Promise<void> {
  const { restore } = await import('#jobs/backup.ts')
  await restore({ dataFolder: readConfig(env).dataFolder, file })
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
