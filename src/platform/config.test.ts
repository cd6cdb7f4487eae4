import { expect, test } from 'vitest'
import { ConfigError, readConfig, settings } from './config.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const everything = {
  LATCHKEY_URL: 'https://id.example.org',
  LATCHKEY_APP_URL: 'https://app.example.org',
  LATCHKEY_ONE_OPERATOR: 'yes',
  LATCHKEY_HOST: '0.0.0.0',
  LATCHKEY_PORT: '443',
  LATCHKEY_TLS_CERT: '/c.pem',
  LATCHKEY_TLS_KEY: '/k.pem',
  LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
  LATCHKEY_DATA: '/var/lib/latchkey',
  DATABASE_URL: 'postgresql://u:p@db/latchkey',
  LATCHKEY_DATABASE_POOL: '20',
  LATCHKEY_ALLOW_SUPERUSER: 'yes',
  LATCHKEY_MASTER_KEY: key,
  LATCHKEY_PREVIOUS_MASTER_KEYS: `${key},${key}`,
  LATCHKEY_SMTP_URL: 'smtps://u:p@mail.example.org',
  LATCHKEY_MAIL_FROM: 'Example <no-reply@example.org>',
  LATCHKEY_SMS_URL: 'https://AC1:token@sms.example.org/messages',
  LATCHKEY_SMS_BODY: 'To={to}&Body={text}',
  LATCHKEY_SMS_COUNTRIES: 'de, at',
  LATCHKEY_SMS_METHOD: 'PUT',
  LATCHKEY_SMS_HEADERS: '{"x-key":"k"}',
  LATCHKEY_SMS_STATUS: '202=sent,4xx=refused',
  LATCHKEY_SMS_PER_DAY: '50',
  LATCHKEY_SMS_ALLOWED_HOSTS: 'SMS.internal:8443',
  LATCHKEY_LOG_LEVEL: 'debug',
  LATCHKEY_METRICS_TOKEN: 'a-token-of-enough-length-0123456789',
  LATCHKEY_GEOIP: '/city.mmdb',
  LATCHKEY_PUSH_ALLOWED_HOSTS: 'Push.internal:8443',
  LATCHKEY_PROVIDER_ALLOWED_HOSTS: 'SSO.internal:443',
  LATCHKEY_HASH_MEMORY_KIB: '131072',
  LATCHKEY_HASH_PASSES: '4',
  LATCHKEY_HASH_CONCURRENCY: '2',
  LATCHKEY_BREACH_URL: 'off',
}

const complaintsOf = (env: Record<string, string>) => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n  ').slice(1)
    throw error
  }
  return []
}

test('an empty environment is a house on the embedded database, on localhost', () => {
  const config = readConfig({ LATCHKEY_URL: '', HOME: '/root' })
  expect(config).toEqual({
    listen: { host: '127.0.0.1', port: 3000 },
    oneOperator: false,
    trustedProxies: [],
    dataFolder: './data',
    database: { kind: 'embedded', folder: 'data/database' },
    previousMasterKeys: [],
    mail: { kind: 'none' },
    sms: null,
    logLevel: 'info',
    pushAllowedHosts: [],
    providerAllowedHosts: [],
    hashing: { memoryKib: 65_536, passes: 3, concurrency: undefined },
    breachUrl: new URL('https://api.pwnedpasswords.com/range/'),
  })
  expect(Object.isFrozen(config) && Object.isFrozen(config.listen)).toBe(true)
})

test('everything can be set', () => {
  const config = readConfig(everything)
  expect(config).toMatchObject({
    listen: { host: '0.0.0.0', port: 443 },
    tls: { certFile: '/c.pem', keyFile: '/k.pem' },
    trustedProxies: ['10.0.0.0/8', '::1'],
    dataFolder: '/var/lib/latchkey',
    database: { kind: 'postgresql', url: 'postgresql://u:p@db/latchkey', poolSize: 20, allowSuperuser: true },
    mail: { kind: 'smtp', url: 'smtps://u:p@mail.example.org', from: 'Example <no-reply@example.org>' },
    sms: {
      method: 'PUT',
      headers: { 'x-key': 'k' },
      body: 'To={to}&Body={text}',
      statuses: { '202': 'sent', '4xx': 'refused' },
      allowedHosts: ['sms.internal:8443'],
      countries: ['DE', 'AT'],
      perDay: 50,
    },
    logLevel: 'debug',
    geoipFile: '/city.mmdb',
    pushAllowedHosts: ['push.internal:8443'],
    providerAllowedHosts: ['sso.internal:443'],
  })
  expect(config.url?.origin).toBe('https://id.example.org')
  expect(config.masterKey).toHaveLength(32)
  expect(config.previousMasterKeys).toHaveLength(2)
})

test('all complaints come at once, by name and without the values', () => {
  const secret = 'hunter2hunter2'
  const complaints = complaintsOf({
    LATCHKEY_PORT: 'eighty',
    LATCHKEY_MASTER_KEY: secret,
    LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/99',
    LATCHKEY_TLS_CERT: '/c.pem',
    LATCHKEY_SMTP_URL: 'smtp://mail',
    LATCHKEY_APP_URL: 'https://app.example.org',
    LATCHKEY_TRUSTED_PROXYS: '10.0.0.1',
  })
  const names = complaints.map((complaint) => complaint.split(':')[0]).sort()
  expect(names).toEqual([
    'LATCHKEY_MAIL_FROM',
    'LATCHKEY_MASTER_KEY',
    'LATCHKEY_PORT',
    'LATCHKEY_TLS_KEY',
    'LATCHKEY_TRUSTED_PROXIES',
    'LATCHKEY_TRUSTED_PROXYS',
    'LATCHKEY_URL',
  ])
  expect(complaints.join()).not.toContain(secret)
})

test('PostgreSQL needs a master key, since processes share it', () => {
  expect(complaintsOf({ DATABASE_URL: 'postgresql://u@db/x' })).toEqual([
    'LATCHKEY_MASTER_KEY: required with DATABASE_URL, since every process has to seal with the same key',
  ])
})

test.each([
  'http://id.example.org',
  'https://id.example.org/path',
  'https://user@id.example.org',
  'ftp://id.example.org',
  'id.example.org',
])('%s is no address of an installation', (url) => {
  expect(complaintsOf({ LATCHKEY_URL: url })).toHaveLength(1)
})

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'https://id.example.org:8443'])(
  '%s is one',
  (url) => {
    expect(readConfig({ LATCHKEY_URL: url }).url?.origin).toBe(url)
  },
)

test('a sender with a line break is refused', () => {
  const env = { LATCHKEY_SMTP_URL: 'smtp://m', LATCHKEY_MAIL_FROM: 'a\r\nBcc: b <a@example.org>' }
  expect(complaintsOf(env)).toHaveLength(1)
})

const sms = {
  LATCHKEY_SMS_URL: 'https://sms.example.org/',
  LATCHKEY_SMS_BODY: '{"to":"{to}","text":"{text}"}',
  LATCHKEY_SMS_COUNTRIES: 'DE',
}

test('texts need a service, what to say to it, and the countries that they may go to', () => {
  expect(readConfig(sms).sms).toMatchObject({
    method: 'POST',
    perDay: 200,
    statuses: { '2xx': 'sent', '400': 'refused' },
  })
  const { LATCHKEY_SMS_URL: url, ...rest } = sms
  expect(complaintsOf({ LATCHKEY_SMS_URL: url })).toHaveLength(2)
  expect(complaintsOf(rest)).toEqual([
    'LATCHKEY_SMS_URL: required with LATCHKEY_SMS_BODY',
    'LATCHKEY_SMS_URL: required with LATCHKEY_SMS_COUNTRIES',
  ])
})

test.each([
  ['LATCHKEY_SMS_BODY', 'To={to}'],
  ['LATCHKEY_SMS_BODY', '{"to":"{to}","text":"{text}"'],
  ['LATCHKEY_SMS_COUNTRIES', 'DE,XX'],
  ['LATCHKEY_SMS_METHOD', 'GET'],
  ['LATCHKEY_SMS_HEADERS', '["x"]'],
  ['LATCHKEY_SMS_HEADERS', '{"x":"a\\r\\nb: c"}'],
  ['LATCHKEY_SMS_STATUS', '2xx=fine'],
  ['LATCHKEY_SMS_PER_DAY', '0'],
  ['LATCHKEY_SMS_URL', 'ftp://sms.example.org/'],
])('%s does not take %s', (name, value) => {
  expect(complaintsOf({ ...sms, [name]: value })).toHaveLength(1)
})

test('the list of settings names every variable that is read, says what it means, and gives its default', () => {
  expect(settings.map((setting) => setting.name).sort()).toEqual(Object.keys(everything).sort())
  const config = readConfig({})
  const defaults = Object.fromEntries(settings.map((setting) => [setting.name, setting.default]))
  expect(defaults).toMatchObject({
    LATCHKEY_HOST: config.listen.host,
    LATCHKEY_PORT: `${config.listen.port}`,
    LATCHKEY_DATA: config.dataFolder,
    LATCHKEY_LOG_LEVEL: config.logLevel,
  })
  for (const { name, meaning } of settings) expect(meaning, name).toMatch(/\.$/)
})
