import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { freePort, type Instance, runLatchkey, startInstance } from '../test/instance.ts'
import { copyOfTemplate } from '../test/postgres.ts'
import { askServer } from './cli/ask-server.ts'

// Processes start here, on a computer that others use as well.
vi.setConfig({ testTimeout: 90_000 })

const masterKey = Buffer.alloc(32, 3).toString('base64')
const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function onPostgresql(env: Record<string, string> = {}, more: { port?: number; url?: string } = {}) {
  const url = more.url ?? (await databaseUrl())
  const instance = await startInstance({
    env: { DATABASE_URL: url, LATCHKEY_MASTER_KEY: masterKey, ...env },
    ...(more.port ? { port: more.port } : {}),
  })
  undo.push(() => instance[Symbol.asyncDispose]())
  return instance
}

async function databaseUrl(): Promise<string> {
  const database = await copyOfTemplate()
  undo.push(database.drop)
  return database.url
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'latchkey-server-'))
  undo.push(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Sets an installation up by its page, as the first administrator would. */
async function setUp(instance: Instance, address = instance.url): Promise<void> {
  const page = await fetch(`${instance.url}/setup`)
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const answer = await fetch(`${instance.url}/setup`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: instance.url, cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      code: instance.setupCode ?? '',
      organisation: 'Example Org',
      address,
      firstName: 'Ada',
      lastName: 'Owner',
      email: 'ada@example.org',
    }).toString(),
  })
  expect(answer.status, await answer.text()).toBe(303)
}

describe('serve', () => {
  test('says in one line where to open it and with which code', async () => {
    const instance = await onPostgresql()
    expect(instance.line).toMatch(
      /^Latchkey is ready: open http:\/\/localhost:\d+\/setup and enter the set-up code [0-9A-Z]{5}-[0-9A-Z]{5}$/,
    )
    expect(instance.log()).toBe('')
    expect(instance.log()).not.toContain(instance.setupCode)
    expect((await fetch(`${instance.url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${instance.url}/readyz`)
    expect(await ready.json()).toEqual({
      status: 'ready',
      checks: { database: true, outbox: true, running: true },
    })
    const root = await fetch(instance.url, { redirect: 'manual' })
    expect([root.status, root.headers.get('location')]).toEqual([303, '/setup'])
  })

  test('prints another code at each start until the first owner has a phone, and then none', async () => {
    const url = await databaseUrl()
    const port = await freePort()
    const first = await onPostgresql({}, { url, port })
    await setUp(first)
    await first.stop()
    const second = await onPostgresql({}, { url, port })
    expect(second.setupCode).toBeDefined()
    expect(second.setupCode).not.toBe(first.setupCode)
  })

  test('finishes what was begun when it is asked to stop, and ends with 0', async () => {
    const instance = await onPostgresql()
    const slow = connect(instance.port, '127.0.0.1')
    // A request whose body is still on its way when the server is asked to stop.
    const body = '{"v":1}'
    slow.write(
      `POST /device/v1/enrolments HTTP/1.1\r\nhost: localhost:${instance.port}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
    )
    await fetch(`${instance.url}/healthz`)
    const stopped = instance.stop('SIGTERM')
    await untilRefused(instance.port)
    const answered = new Promise<string>((resolve) => {
      let text = ''
      slow.on('data', (chunk) => {
        text += chunk.toString()
      })
      slow.on('close', () => resolve(text))
    })
    slow.write(body)
    expect(await answered).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await stopped).toBe(0)
  })

  test('stops on SIGINT as well', async () => {
    const instance = await onPostgresql()
    expect(await instance.stop('SIGINT')).toBe(0)
  })

  test('refuses an address other than the one that it was set up as', async () => {
    const url = await databaseUrl()
    const first = await onPostgresql({}, { url })
    await setUp(first)
    await first.stop()
    await expect(onPostgresql({ LATCHKEY_URL: 'https://id.example.org' }, { url })).rejects.toThrow(
      /LATCHKEY_URL is https:\/\/id\.example\.org, but this installation was set up as http:\/\/localhost:\d+/,
    )
    const again = await onPostgresql({ LATCHKEY_URL: first.url }, { url })
    expect(again.line).toContain(first.url)
  })

  test('refuses another master key than the one that the database was sealed with', async () => {
    const url = await databaseUrl()
    const first = await onPostgresql({}, { url })
    await first.stop()
    const other = Buffer.alloc(32, 4).toString('base64')
    await expect(onPostgresql({ LATCHKEY_MASTER_KEY: other }, { url })).rejects.toThrow(
      /LATCHKEY_MASTER_KEY is not the one that this database was sealed with/,
    )
    const rotated = await onPostgresql(
      { LATCHKEY_MASTER_KEY: other, LATCHKEY_PREVIOUS_MASTER_KEYS: masterKey },
      { url },
    )
    expect((await fetch(`${rotated.url}/readyz`)).status).toBe(200)
  })

  test('says that the port is in use, and by which variable to choose another', async () => {
    const first = await onPostgresql()
    await expect(onPostgresql({}, { port: first.port })).rejects.toThrow(
      /Port \d+ .* is in use.*LATCHKEY_PORT/,
    )
  })

  test('lists every complaint about the configuration at once', async () => {
    await expect(
      startInstance({ env: { LATCHKEY_URL: 'http://id.example.org', LATCHKEY_SMTP_URL: 'nonsense' } }),
    ).rejects.toThrow(/LATCHKEY_URL: .*LATCHKEY_SMTP_URL: .*LATCHKEY_MAIL_FROM/s)
  })

  test('knows the visitor behind a proxy only where the proxy is trusted', async () => {
    const strange = await onPostgresql({ LATCHKEY_METRICS_TOKEN: 'metrics-token-of-16' })
    const forwarded = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' }
    const believed = await onPostgresql({ LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' })
    const header = async (instance: Instance) =>
      (await fetch(`${instance.url}/healthz`, { headers: forwarded })).headers.get(
        'strict-transport-security',
      )
    expect(await header(strange)).toBeNull()
    expect(await header(believed)).not.toBeNull()
  })

  test('shows its metrics to this computer and to who has the token, and to nobody else', async () => {
    const instance = await onPostgresql({ LATCHKEY_METRICS_TOKEN: 'metrics-token-of-16' })
    const get = (headers: Record<string, string>) => fetch(`${instance.url}/metrics`, { headers })
    expect(await (await get({})).text()).toContain('latchkey_http_requests_total')
    // What comes through a proxy on this computer comes from anywhere.
    const through = { 'x-forwarded-for': '203.0.113.7' }
    expect((await get(through)).status).toBe(404)
    expect((await get({ ...through, authorization: 'Bearer wrong' })).status).toBe(404)
    expect((await get({ ...through, authorization: 'Bearer metrics-token-of-16' })).status).toBe(200)
  })
})

describe('on the embedded database', () => {
  test('starts, keeps its key to itself, refuses a second process, and is there again after kill -9', async () => {
    const dataFolder = await folder()
    const port = await freePort()
    const instance = await startInstance({ dataFolder, port })
    undo.push(() => instance[Symbol.asyncDispose]())
    expect(instance.line).toContain('embedded database: for evaluation and small installations')
    const mode = (path: string) => statSync(join(dataFolder, path)).mode & 0o777
    expect([mode('.'), mode('master-key'), mode('command.sock'), mode('database')]).toEqual([
      0o700, 0o600, 0o600, 0o700,
    ])

    await expect(startInstance({ dataFolder })).rejects.toThrow(/in use by another Latchkey process/)

    await setUp(instance)
    // Acknowledged, and killed in the same breath.
    await instance.kill()
    const again = await startInstance({ dataFolder, port })
    undo.push(() => again[Symbol.asyncDispose]())
    const status = await again.cli('status')
    expect(status.out).toContain(`Address:        ${instance.url}`)
    expect(status.out).toContain('Organisations:  1')
  })
})

test('keeps everything that it acknowledged when it is killed in the middle of writing', async () => {
  const dataFolder = await folder()
  const port = await freePort()
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const instance = await startInstance({ dataFolder, port })
    undo.push(() => instance[Symbol.asyncDispose]())
    if (round === 0) await setUp(instance)
    let writing = true
    const writer = (async () => {
      while (writing) {
        const answer = await askServer(dataFolder, 'POST', '/rotate', { use: 'oidc' }).catch(() => undefined)
        if (answer?.status === 200) acknowledged.push((JSON.parse(answer.text) as { kid: string }).kid)
      }
    })()
    const enough = acknowledged.length + 2 + Math.floor(Math.random() * 3)
    await expect
      .poll(() => acknowledged.length, { timeout: 30_000, interval: 5 })
      .toBeGreaterThanOrEqual(enough)
    await instance.kill()
    writing = false
    await writer
  }
  const again = await startInstance({ dataFolder, port })
  undo.push(() => again[Symbol.asyncDispose]())
  const jwks = (await (await fetch(`${again.url}/oidc/jwks`)).json()) as { keys: { kid: string }[] }
  const kept = jwks.keys.map(({ kid }) => kid)
  expect(acknowledged.filter((kid) => !kept.includes(kid))).toEqual([])
})

describe('the command line', () => {
  test('answers by the running server, and opens the database itself when none runs', async () => {
    const instance = await onPostgresql()
    await setUp(instance)
    const asked = await instance.cli('status')
    expect(asked).toMatchObject({ code: 0, err: '' })
    expect(asked.out).toContain(', running')
    expect((await instance.cli('tenant', 'list')).out).toContain(`\t${instance.url}\tExample Org`)
    await instance.stop()
    const alone = await instance.cli('status')
    expect(alone.code, alone.err).toBe(0)
    expect(alone.out).toContain(', not running')
    expect(alone.out).toContain('Organisations:  1')
  })

  test.each(['with a server running', 'with none'])('lets an owner back in, %s', async (how) => {
    const instance = await onPostgresql()
    await setUp(instance)
    if (how === 'with none') await instance.stop()
    const recovered = await instance.cli('admin', 'recover')
    expect(recovered.code, recovered.err).toBe(0)
    expect(recovered.out).toMatch(/Link: {2}http:\/\/localhost:\d+\/app\/claim#v=1&iss=/)
    expect(recovered.out).toMatch(/Code: {2}[0-9A-Z -]{10,}/)
    expect(recovered.out).toContain('Ada Owner <ada@example.org>')
    const log = how === 'with none' ? recovered.err : instance.log()
    if (how !== 'with none') expect(log).toContain('RECOVERY')
    expect(log).not.toContain(/#v=1&iss=\S+&t=(\S+)/.exec(recovered.out)?.[1])
    const database = await openDatabase(
      { kind: 'postgresql', url: instance.env['DATABASE_URL'] ?? '' },
      createLog({ level: 'silent' }),
    )
    undo.push(database.close)
    const events = await database.administer((connection) =>
      connection.rows<{ type: string }>(`select type from audit_events where type = 'user.recovery.issued'`),
    )
    expect(events).toHaveLength(1)
  })

  test('says which owners there are when the one named is none', async () => {
    const instance = await onPostgresql()
    await setUp(instance)
    const wrong = await instance.cli('admin', 'recover', '--email', 'nobody@example.org')
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain('ada@example.org  (Ada Owner)')
  })

  test('rotates signing keys', async () => {
    const instance = await onPostgresql()
    await setUp(instance)
    const rotated = await instance.cli('keys', 'rotate', 'device')
    expect(rotated.code, rotated.err).toBe(0)
    expect(rotated.out).toMatch(/signs with a new device key from now on: \S+/)
    expect((await instance.cli('keys', 'rotate', 'saml')).code).toBe(1)
  })

  test('answers an unknown command with the list of those there are', async () => {
    const unknown = await runLatchkey(['frobnicate'], {})
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain('latchkey admin recover')
    const help = await runLatchkey(['--help'], {})
    expect(help).toMatchObject({ code: 0, err: '' })
  })

  test('backs the embedded database and its key up while it runs, and restores both', async () => {
    const dataFolder = await folder()
    const port = await freePort()
    const instance = await startInstance({ dataFolder, port })
    undo.push(() => instance[Symbol.asyncDispose]())
    await setUp(instance)
    const file = join(dataFolder, 'backup.tgz')
    const written = await instance.cli('backup', '--to', file)
    expect(written.code, written.err).toBe(0)
    expect(written.out).toContain('master key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await instance.cli('backup', '--to', file)).code).toBe(1)
    await instance.stop()

    const elsewhere = { LATCHKEY_DATA: join(await folder(), 'data') }
    const restored = await runLatchkey(['restore', '--from', file], elsewhere)
    expect(restored.code, restored.err).toBe(0)
    expect(readFileSync(join(elsewhere.LATCHKEY_DATA, 'master-key'), 'utf8')).toBe(
      readFileSync(join(dataFolder, 'master-key'), 'utf8'),
    )
    const status = await runLatchkey(['status'], elsewhere)
    expect(status.out).toContain('Organisations:  1')
    const twice = await runLatchkey(['restore', '--from', file], elsewhere)
    expect(twice.code).toBe(1)
    expect(twice.err).toContain('nothing is overwritten')

    const junk = join(dataFolder, 'junk.tgz')
    writeFileSync(junk, 'no archive')
    chmodSync(junk, 0o600)
    const fresh = { LATCHKEY_DATA: join(await folder(), 'data') }
    expect((await runLatchkey(['restore', '--from', junk], fresh)).code).toBe(1)
  })
})

/** Resolves once nobody accepts connections on `port`. */
async function untilRefused(port: number): Promise<void> {
  for (;;) {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => {
        socket.destroy()
        resolve(false)
      })
      socket.on('error', () => resolve(true))
    })
    if (refused) return
  }
}
