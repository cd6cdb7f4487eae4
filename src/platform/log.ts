import pino from 'pino'

/** Structured lines, one JSON object each: `log.info({ tenantId }, 'what happened')`. */
export type Log = pino.Logger

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * A log at `level`. Lines go to standard output unless `write` is given.
 *
 * What must not be in a log is taken out here, at any depth: values under the names of secrets, and the detail of
 * database errors, which quotes rows. Every line is one line: JSON escapes what could forge another.
 */
export function createLog(config: { level: LogLevel }, write?: (line: string) => void): Log {
  const options: pino.LoggerOptions = {
    level: config.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redactFields(fields, 0),
    },
    hooks: {
      logMethod(given, method) {
        const [first, ...rest]: unknown[] = given
        // An error alone lends its message to the line, past every formatter.
        const all =
          first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? rest : [first.message])] : given
        const clean = all.map((part: unknown) => (typeof part === 'string' ? redactText(part) : part))
        method.apply(this, clean as Parameters<typeof method>)
      },
    },
    // Errors are described by now; pino's own serializer would write a cause into the message.
    serializers: { err: (described: unknown) => described },
  }
  const log = write ? pino(options, { write }) : pino(options)
  // What a child carries does not pass the formatter above. Children inherit this, and so do theirs.
  const child = log.child
  log.child = function redactedChild(this: Log, bindings, ...rest) {
    return child.call(this, redactFields(bindings, 0), ...rest)
  } as typeof log.child
  return log
}

/** Parts of a field's name that make its value a secret, once the name is lower case without separators. */
const secretParts = [
  'authorization',
  'cookie',
  'password',
  'passphrase',
  'secret',
  'token',
  'answer',
  'assertion',
  'credential',
  'privatekey',
  'masterkey',
  'signature',
]
/** Names that are secret as a whole, or as the last word: `code` is, `statusCode` is not. */
const secretNames = [
  'pin',
  'code',
  'claim',
  'otp',
  'usercode',
  'claimcode',
  'setupcode',
  'codeverifier',
  'dsn',
]
/** Secret-looking names that are facts. */
const harmless = ['tokentype', 'tokenid', 'secretid', 'credentialid', 'setcookiecount']
const redacted = '[redacted]'
const deepest = 8

function isSecret(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (harmless.includes(plain)) return false
  return secretNames.includes(plain) || secretParts.some((part) => plain.includes(part))
}

function redactFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    clean[name] = isSecret(name) ? redacted : redactValue(value, depth + 1)
  }
  return clean
}

/** Secrets that travel inside a text: the password of an address, and what links carry in their query. */
function redactText(text: string): string {
  return text
    .replace(/(:\/\/[^/\s:@]*):[^/\s@]+@/g, `$1:${redacted}@`)
    .replace(
      /([?&#;](?:[\w.-]*(?:token|secret|password|assertion|claim|code|state|signature|hint))=)[^&#\s"']+/gi,
      `$1${redacted}`,
    )
    .replace(/\b(Bearer|Basic|DPoP) [\w.~+/=-]{8,}/gi, `$1 ${redacted}`)
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth > deepest) return '[too deep]'
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date) return value
  if (value instanceof URL) return `${value.origin}${value.pathname}`
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Headers) return redactFields(Object.fromEntries(value), depth)
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1))
  return redactFields({ ...value }, depth)
}

/** The fields of an error that help and hold no data: PostgreSQL's `detail`, `where` and the query stay out. */
const errorFields = [
  'code',
  'constraint',
  'table',
  'column',
  'schema',
  'severity',
  'routine',
  'syscall',
  'status',
] as const

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return redactValue(error, 1)
  const described: Record<string, unknown> = {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
  }
  for (const field of errorFields) {
    if (field in error) {
      const value: unknown = Reflect.get(error, field)
      if (typeof value === 'string' || typeof value === 'number') described[field] = value
    }
  }
  if (error.cause !== undefined) described['cause'] = describeError(error.cause)
  return described
}
