import { isIP } from 'node:net'
import { join } from 'node:path'
import ipaddr from 'ipaddr.js'
import * as z from 'zod'
import type { DatabaseConfig } from './database.ts'
import { type LogLevel, logLevels } from './log.ts'
import { parseMasterKey } from './master-key.ts'
import { type HasherOptions, hashDefaults, hashFloor } from './password-hasher.ts'
import { type SmsConfig, smsOf, smsSettings, smsVariables } from './sms-config.ts'
import { hosts, list, type Setting, wholeNumber } from './variables.ts'

/** How the house is set up, read once from the environment. What may change at run time is not in here. */
export interface Config {
  /** The installation's public address, an origin; without it, set-up asks. */
  readonly url?: URL
  /** A host of its own for the app. */
  readonly appUrl?: URL
  /** Every organisation here belongs to whoever runs this installation. */
  readonly oneOperator: boolean
  readonly listen: { readonly host: string; readonly port: number }
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
  /** CIDR ranges whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Master key, embedded database, command socket. */
  readonly dataFolder: string
  readonly database: DatabaseConfig
  /** Absent only with the embedded database, which keeps its own in the data folder. */
  readonly masterKey?: Uint8Array
  readonly previousMasterKeys: readonly Uint8Array[]
  readonly mail: MailConfig
  /** Null: no texts are sent. */
  readonly sms: SmsConfig | null
  readonly logLevel: LogLevel
  /** An `.mmdb` file that knows where addresses are. */
  readonly geoipFile?: string
  /** `host:port` of push services on private addresses. */
  readonly pushAllowedHosts: readonly string[]
  /** `host:port` of identity providers on private addresses, plain http included. */
  readonly providerAllowedHosts: readonly string[]
  /** Lets `/metrics` be read from other computers. */
  readonly metricsToken?: string
  readonly hashing: HasherOptions
  /** Where passwords known from breaches are looked up; null: nowhere. */
  readonly breachUrl: URL | null
}

export type MailConfig =
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }
  | { readonly kind: 'none' }

/** Answers anybody, without a key. */
export const defaultBreachUrl = 'https://api.pwnedpasswords.com/range/'

/** Every variable there is. The manual is compared with this list, and an unknown `LATCHKEY_…` is refused by it. */
export const settings: readonly Setting[] = [
  {
    name: 'LATCHKEY_URL',
    meaning: 'The public address of this installation. Without it, set-up asks and stores it.',
    example: 'https://id.example.org',
  },
  {
    name: 'LATCHKEY_APP_URL',
    meaning: 'A host of its own for the app. Decide before the first enrolment. Needs LATCHKEY_URL.',
    example: 'https://app.id.example.org',
  },
  {
    name: 'LATCHKEY_ONE_OPERATOR',
    meaning:
      'Says `yes` where all organisations of this installation belong to one operator: an administrator who terminates a person ' +
      'does so in all of them.',
    default: 'no',
  },
  { name: 'LATCHKEY_HOST', meaning: 'The address to listen on.', default: '127.0.0.1', example: '0.0.0.0' },
  { name: 'LATCHKEY_PORT', meaning: 'The port to listen on.', default: '3000' },
  {
    name: 'LATCHKEY_TLS_CERT',
    meaning: 'File with the certificate chain in PEM. Goes with LATCHKEY_TLS_KEY.',
    example: '/etc/latchkey/chain.pem',
  },
  {
    name: 'LATCHKEY_TLS_KEY',
    meaning: 'File with the private key in PEM. Goes with LATCHKEY_TLS_CERT.',
    example: '/etc/latchkey/key.pem',
  },
  {
    name: 'LATCHKEY_TRUSTED_PROXIES',
    meaning:
      'Addresses or ranges, separated by commas, of the proxies whose X-Forwarded headers are believed.',
    example: '10.0.0.0/8,fd00::/8',
  },
  {
    name: 'LATCHKEY_DATA',
    meaning: 'The data folder: master key, embedded database, command socket. Mode 0700.',
    default: './data',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'PostgreSQL 15 or newer. Without it, the embedded database in the data folder is used.',
    example: 'postgresql://latchkey:…@db.example.org/latchkey',
  },
  {
    name: 'LATCHKEY_DATABASE_POOL',
    meaning: 'Connections that one process keeps to PostgreSQL, beside one that listens.',
    default: '10',
  },
  {
    name: 'LATCHKEY_ALLOW_SUPERUSER',
    meaning: 'Says `yes` to a superuser in DATABASE_URL, whom row-level security does not bind.',
    default: 'no',
  },
  {
    name: 'LATCHKEY_MASTER_KEY',
    meaning:
      '32 random bytes in base64 (`openssl rand -base64 32`). Required with DATABASE_URL, the same for all ' +
      'processes. Without it, the embedded database makes one in the data folder.',
  },
  {
    name: 'LATCHKEY_PREVIOUS_MASTER_KEYS',
    meaning:
      'Master keys that were replaced, separated by commas, newest first, while they are still needed.',
  },
  {
    name: 'LATCHKEY_SMTP_URL',
    meaning:
      'The mail server. Without it, mail is read at /inbox on localhost. Goes with LATCHKEY_MAIL_FROM.',
    example: 'smtps://user:password@mail.example.org',
  },
  {
    name: 'LATCHKEY_MAIL_FROM',
    meaning: 'The sender of every mail. Goes with LATCHKEY_SMTP_URL.',
    example: 'Example Org <no-reply@example.org>',
  },
  ...smsSettings,
  { name: 'LATCHKEY_LOG_LEVEL', meaning: `One of ${logLevels.join(', ')}.`, default: 'info' },
  {
    name: 'LATCHKEY_GEOIP',
    meaning: 'A MaxMind database (.mmdb) that names the place of a sign-in.',
    example: '/var/lib/geoip/city.mmdb',
  },
  {
    name: 'LATCHKEY_PUSH_ALLOWED_HOSTS',
    meaning:
      'host:port, separated by commas, of push services on private addresses. Others are refused there.',
    example: 'push.internal:8443',
  },
  {
    name: 'LATCHKEY_PROVIDER_ALLOWED_HOSTS',
    meaning:
      'host:port, separated by commas, of identity providers on private addresses. Others are refused there.',
    example: 'sso.internal:443',
  },
  {
    name: 'LATCHKEY_METRICS_TOKEN',
    meaning:
      'Bearer token, 16 characters or more, that opens /metrics to other computers. Without it, only this one.',
  },
  {
    name: 'LATCHKEY_HASH_MEMORY_KIB',
    meaning: `Memory in KiB that hashing one password takes (Argon2id), ${hashFloor.memoryKib} or more.`,
    default: String(hashDefaults.memoryKib),
  },
  {
    name: 'LATCHKEY_HASH_PASSES',
    meaning: `Passes over that memory, ${hashFloor.passes} or more.`,
    default: String(hashDefaults.passes),
  },
  {
    name: 'LATCHKEY_HASH_CONCURRENCY',
    meaning:
      'Passwords hashed at once, after everything else that wants the processor; each takes the memory above. Without it, one for ' +
      'each processor but one, three at most.',
  },
  {
    name: 'LATCHKEY_BREACH_URL',
    meaning:
      'Where new passwords are looked up by five characters of their SHA-1, as at Have I Been Pwned. `off`: a local ' +
      'list alone.',
    default: defaultBreachUrl,
    example: 'https://breaches.example.org/range/',
  },
]

/** The environment does not make a configuration; the message lists every reason, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const origin = z
  .url({ protocol: /^https?$/, error: 'an address like https://id.example.org' })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password, {
    error: 'an address without path, query and user name',
  })
  .refine((url) => url.protocol === 'https:' || isLoopback(url.hostname), {
    error: 'https, since passkeys and the app work on nothing else but localhost',
  })

const breachUrl = z
  .url({ protocol: /^https?$/, error: 'an address like https://breaches.example.org/range/, or off' })
  .transform((text) => new URL(text))
  .refine((url) => url.protocol === 'https:' || isLoopback(url.hostname), { error: 'https, or off' })
  .refine((url) => url.pathname.endsWith('/') && !url.search && !url.hash && !url.username, {
    error: 'an address that ends in a slash: the five characters follow it',
  })

const masterKey = z.string().transform((text, context) => {
  const key = parseMasterKey(text)
  if (key) return key
  context.addIssue({
    code: 'custom',
    message: '32 bytes in base64, as `openssl rand -base64 32` prints them',
  })
  return z.NEVER
})

const Environment = z.object({
  LATCHKEY_URL: origin.optional(),
  LATCHKEY_APP_URL: origin.optional(),
  LATCHKEY_ONE_OPERATOR: z.enum(['yes', 'no']).default('no'),
  LATCHKEY_HOST: z.string().default('127.0.0.1'),
  LATCHKEY_PORT: wholeNumber(0, 65_535).prefault('3000'),
  LATCHKEY_TLS_CERT: z.string().optional(),
  LATCHKEY_TLS_KEY: z.string().optional(),
  LATCHKEY_TRUSTED_PROXIES: list
    .refine((ranges) => ranges.every(isRange), {
      error: 'addresses or ranges like 10.0.0.0/8, separated by commas',
    })
    .prefault(''),
  LATCHKEY_DATA: z.string().default('./data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'an address like postgresql://user:password@host/database' })
    .optional(),
  LATCHKEY_DATABASE_POOL: wholeNumber(2, 200).prefault('10'),
  LATCHKEY_ALLOW_SUPERUSER: z.enum(['yes', 'no']).default('no'),
  LATCHKEY_MASTER_KEY: masterKey.optional(),
  LATCHKEY_PREVIOUS_MASTER_KEYS: list.pipe(z.array(masterKey)).prefault(''),
  LATCHKEY_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'an address like smtps://user:password@host' })
    .optional(),
  LATCHKEY_MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
      'a mail address, with or without a name',
    )
    .optional(),
  ...smsVariables,
  LATCHKEY_LOG_LEVEL: z.enum(logLevels).default('info'),
  LATCHKEY_GEOIP: z.string().optional(),
  LATCHKEY_PUSH_ALLOWED_HOSTS: hosts.prefault(''),
  LATCHKEY_PROVIDER_ALLOWED_HOSTS: hosts.prefault(''),
  LATCHKEY_METRICS_TOKEN: z.string().min(16).optional(),
  LATCHKEY_HASH_MEMORY_KIB: wholeNumber(hashFloor.memoryKib, 4_194_304).prefault(
    String(hashDefaults.memoryKib),
  ),
  LATCHKEY_HASH_PASSES: wholeNumber(hashFloor.passes, 100).prefault(String(hashDefaults.passes)),
  LATCHKEY_HASH_CONCURRENCY: wholeNumber(1, 1024).optional(),
  LATCHKEY_BREACH_URL: z
    .literal('off')
    .transform(() => null)
    .or(breachUrl)
    .prefault(defaultBreachUrl),
})

/**
 * Reads the configuration out of an environment. An empty variable counts as absent.
 *
 * @throws {ConfigError} with every complaint at once. Values are not repeated: some are secrets.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  const complaints = [
    ...findUnknown(Object.keys(given)),
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`),
    ...findContradictions(given),
  ]
  if (!parsed.success || complaints.length > 0) {
    throw new ConfigError(['The configuration does not work:', ...complaints].join('\n  '))
  }
  return deepFreeze(toConfig(parsed.data))
}

function findUnknown(names: readonly string[]): string[] {
  const known = new Set(settings.map((setting) => setting.name))
  return (
    names
      .filter((name) => name.startsWith('LATCHKEY_') && !known.has(name))
      // Read by the tests and by the command line, which runs in the same shell.
      .filter((name) => !/^LATCHKEY_(?:TEST|CLI|PHONE)_/.test(name))
      .map((name) => `${name}: there is no such variable`)
  )
}

function findContradictions(given: Record<string, string | undefined>): string[] {
  const together = [
    ['LATCHKEY_TLS_CERT', 'LATCHKEY_TLS_KEY'],
    ['LATCHKEY_SMTP_URL', 'LATCHKEY_MAIL_FROM'],
  ] as const
  const complaints = together.flatMap(([one, other]) => {
    if ((given[one] === undefined) === (given[other] === undefined)) return []
    return given[one] === undefined ? [`${one}: required with ${other}`] : [`${other}: required with ${one}`]
  })
  const needs = (name: string, needed: string, why = '') => {
    if (given[name] !== undefined && given[needed] === undefined) {
      complaints.push(`${needed}: required with ${name}${why}`)
    }
  }
  needs('LATCHKEY_APP_URL', 'LATCHKEY_URL')
  needs('LATCHKEY_SMS_URL', 'LATCHKEY_SMS_BODY')
  needs(
    'LATCHKEY_SMS_URL',
    'LATCHKEY_SMS_COUNTRIES',
    ', or strangers could have texts sent to the dearest ones',
  )
  for (const { name } of settings) {
    if (name.startsWith('LATCHKEY_SMS_') && name !== 'LATCHKEY_SMS_URL') needs(name, 'LATCHKEY_SMS_URL')
  }
  needs('DATABASE_URL', 'LATCHKEY_MASTER_KEY', ', since every process has to seal with the same key')
  needs('LATCHKEY_PREVIOUS_MASTER_KEYS', 'LATCHKEY_MASTER_KEY')
  return complaints
}

function toConfig(env: z.output<typeof Environment>): Config {
  const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
    (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value }
  const { LATCHKEY_TLS_CERT: certFile, LATCHKEY_TLS_KEY: keyFile } = env
  const { LATCHKEY_SMTP_URL: smtp, LATCHKEY_MAIL_FROM: from } = env
  return {
    ...optional('url', env.LATCHKEY_URL),
    ...optional('appUrl', env.LATCHKEY_APP_URL),
    oneOperator: env.LATCHKEY_ONE_OPERATOR === 'yes',
    listen: { host: env.LATCHKEY_HOST, port: env.LATCHKEY_PORT },
    ...optional('tls', certFile && keyFile ? { certFile, keyFile } : undefined),
    trustedProxies: env.LATCHKEY_TRUSTED_PROXIES,
    dataFolder: env.LATCHKEY_DATA,
    database: env.DATABASE_URL
      ? {
          kind: 'postgresql',
          url: env.DATABASE_URL,
          poolSize: env.LATCHKEY_DATABASE_POOL,
          allowSuperuser: env.LATCHKEY_ALLOW_SUPERUSER === 'yes',
        }
      : { kind: 'embedded', folder: join(env.LATCHKEY_DATA, 'database') },
    ...optional('masterKey', env.LATCHKEY_MASTER_KEY),
    previousMasterKeys: env.LATCHKEY_PREVIOUS_MASTER_KEYS,
    mail: smtp && from ? { kind: 'smtp', url: smtp, from } : { kind: 'none' },
    sms: smsOf(env),
    logLevel: env.LATCHKEY_LOG_LEVEL,
    ...optional('geoipFile', env.LATCHKEY_GEOIP),
    pushAllowedHosts: env.LATCHKEY_PUSH_ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    providerAllowedHosts: env.LATCHKEY_PROVIDER_ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    ...optional('metricsToken', env.LATCHKEY_METRICS_TOKEN),
    hashing: {
      memoryKib: env.LATCHKEY_HASH_MEMORY_KIB,
      passes: env.LATCHKEY_HASH_PASSES,
      concurrency: env.LATCHKEY_HASH_CONCURRENCY,
    },
    breachUrl: env.LATCHKEY_BREACH_URL,
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname)
}

function isRange(text: string): boolean {
  return isIP(text) > 0 || ipaddr.isValidCIDR(text)
}

/** Bytes and addresses have no parts to freeze; everything else in a configuration is plain. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof URL)
    return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
