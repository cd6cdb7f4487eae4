import pg from 'pg'
import { expect } from 'vitest'
import { getMe } from '#contract/me.ts'
import { getUser, listUsers } from '#contract/users.ts'
import { connected, createHouse, staged, test } from '../../test/harness.ts'

const json = { 'content-type': 'application/json' }
const search = (body: BodyInit, headers: Record<string, string> = json): RequestInit => ({
  method: 'POST',
  headers,
  body,
})
const said = async (response: Response) => {
  const { type, ...rest } = (await response.json()) as { type: string; instance: string }
  return { ...rest, code: type.replace('/problems/', '') }
}

test('a problem says what, why and which request, as the log does, and every answer carries the headers', async ({
  house,
}) => {
  const response = await house.request('/api/v1/me')
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = await said(response)
  expect(problem).toMatchObject({ code: 'unauthenticated', status: 401, title: 'Sign in first' })
  expect(problem.instance).toBe(response.headers.get('x-request-id'))
  for (const name of [
    'content-security-policy',
    'x-content-type-options',
    'referrer-policy',
    'x-frame-options',
  ]) {
    expect(response.headers.has(name), name).toBe(true)
  }
  expect(response.headers.has('strict-transport-security')).toBe(false)
})

test('an address that does not exist is 404, a method that an address does not take is 405 with what it takes', async ({
  house,
}) => {
  const missing = await house.request('/api/v1/nothing')
  expect([missing.status, (await said(missing)).code]).toEqual([404, 'not-found'])
  const wrong = await house.request('/api/v1/me/session')
  expect([wrong.status, (await said(wrong)).code]).toEqual([405, 'method-not-allowed'])
  expect(wrong.headers.get('allow')).toBe('DELETE')
  const head = await house.request('/api/v1/openapi.json', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test.for<[string, number, string, RequestInit]>([
  ['is not JSON', 400, 'invalid-request', search('{')],
  ['is not UTF-8', 400, 'invalid-request', search(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))],
  ['holds a NUL', 400, 'invalid-request', search('{"q":"\\u0000"}')],
  ['is a list', 400, 'invalid-request', search('[]')],
  ['has a field of the wrong type', 400, 'invalid-request', search('{"limit":"25"}')],
  [
    'is a form',
    415,
    'unsupported-media-type',
    search('q=kim', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['is plain text', 415, 'unsupported-media-type', search('{}', { 'content-type': 'text/plain' })],
  ['is 10,000 deep', 400, 'body-too-deep', search('['.repeat(10_000) + ']'.repeat(10_000))],
  ['is deep in objects', 400, 'body-too-deep', search(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)],
  ['is too large', 413, 'body-too-large', search(`{"q":"${'k'.repeat(300_000)}"}`)],
])('a body that %s is refused with %i %s', async ([, status, code, init], { house }) => {
  const response = await house.request('/api/v1/users/search', init, await house.addOwner())
  expect([response.status, (await said(response)).code]).toEqual([status, code])
})

test('brackets inside a string are no depth, and a body without an end is cut off at the limit', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const brackets = await house.request(
    '/api/v1/users/search',
    search(JSON.stringify({ q: '[{\\"'.repeat(25) })),
    owner,
  )
  expect(brackets.status).toBe(200)
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(0x20))
    },
  })
  const init = { ...search(''), body: endless, duplex: 'half' } as RequestInit
  const cut = await house.request('/api/v1/users/search', init, owner)
  expect(cut.status).toBe(413)
  expect(sent).toBeLessThan(1_000_000)
})

test('other tenants are served below /t/ or at their own host, each with its own people', async ({
  house,
}) => {
  const contoso = await house.addTenant('contoso')
  expect(contoso.baseUrl).toBe('http://localhost:3000/t/contoso')
  const owner = await house.addOwner({ tenancy: contoso })
  const me = await house.as(owner)(getMe, { params: {}, body: {} })
  expect(me.organisation).toMatchObject({ slug: 'contoso', baseUrl: contoso.baseUrl })
  const other = await house.addUser()
  const foreign = house.as(owner)(getUser, { params: { userId: other.id }, body: {} })
  await expect(foreign).rejects.toMatchObject({ code: 'user-not-found' })
  // The first organisation has one address, and a slug of nobody has none.
  for (const slug of ['northwind', 'nobody']) {
    expect((await house.app.request(`http://localhost:3000/t/${slug}/api/v1/me`)).status).toBe(404)
  }
})

test('a session of one organisation is nothing in another', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const { token } = await house.addSession(owner.id)
  const cookies = ['northwind', 'contoso'].map((slug) => `latchkey-session-${slug}=${token}`).join('; ')
  const at = (base: string) => house.app.request(`${base}/api/v1/me`, { headers: { cookie: cookies } })
  expect((await at(house.tenancy.baseUrl)).status).toBe(200)
  expect((await at(contoso.baseUrl)).status).toBe(401)
})

test('a session ends at its hour, after its idle time, and not while it is used', async ({ house }) => {
  const owner = await house.addOwner()
  const { token } = await house.addSession(owner.id, { lifetimeSeconds: 3600, idleSeconds: 900 })
  const status = async () => {
    const headers = { cookie: `latchkey-session-northwind=${token}` }
    return (await house.app.request('http://localhost:3000/api/v1/me', { headers })).status
  }
  for (let minute = 0; minute < 50; minute += 10) {
    expect(await status()).toBe(200)
    await house.database.within(house.tenancy.tenantId, 'write', (db) =>
      db.updateTable('sessions').set({ lastActiveAt: house.now }).where('userId', '=', owner.id).execute(),
    )
    house.advance(600)
  }
  house.advance(301)
  expect(await status()).toBe(401)
})

test('while the house stops, requests are 503 with a time to come back', async () => {
  const { house, close } = await createHouse()
  const owner = await house.addOwner()
  await house.as(owner)(getMe, { params: {}, body: {} })
  await house.database.close()
  const response = await house.request('/api/v1/me', {}, owner)
  expect([response.status, (await said(response)).code]).toEqual([503, 'unavailable'])
  expect(response.headers.get('retry-after')).toBe('1')
  await close().catch(() => {})
})

test('who tried what they may not is in the log', async ({ house }) => {
  const auditor = await house.addAdmin('auditor')
  const owner = await house.addOwner()
  const init = { method: 'PUT', headers: json, body: '{"kind":"suspension"}' }
  const path = `/api/v1/users/${owner.id}/deactivation`
  expect((await house.request(path, init, auditor)).status).toBe(403)
  expect((await house.request(path, init, await house.addAdmin('user-admin'))).status).toBe(403)
  const [first, second] = house.logs.filter((line) => line.includes('a call was refused'))
  expect(JSON.parse(first ?? '')).toMatchObject({
    actorId: auditor.id,
    problem: 'forbidden',
    ip: '127.0.0.1',
  })
  expect(JSON.parse(second ?? '')).toMatchObject({ adminRole: 'user-admin', problem: 'higher-rank' })
  const until = '{"kind":"suspension","until":"9999-12-31T23:59:59-23:59"}'
  expect((await house.request(path, { ...init, body: until }, owner)).status).toBe(400)
})

test('whoever sends slowly on purpose takes their own places and nobody else’s', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  const from = (ip: string, init: RequestInit = {}) =>
    house.request('/api/v1/users/search', {
      ...init,
      headers: { ...json, 'x-forwarded-for': ip },
      method: 'POST',
    })
  const ends: (() => void)[] = []
  const slow = Array.from({ length: 128 }, () => {
    const body = new ReadableStream({ start: (controller) => void ends.push(() => controller.close()) })
    return from('203.0.113.7', { body, duplex: 'half' } as RequestInit)
  })
  expect((await from('203.0.113.7')).status).toBe(503)
  expect((await from('203.0.113.8')).status).toBe(401)
  for (const end of ends) end()
  for (const response of await Promise.all(slow)) expect(response.status).toBe(401)
  expect((await from('203.0.113.7')).status).toBe(401)
  await close()
})

connected(
  'connections that the database cuts are 503 at most, and the next request works',
  async ({ house }) => {
    const owner = await house.addOwner()
    await house.as(owner)(getMe, { params: {}, body: {} })
    const admin = new pg.Client({ connectionString: house.url ?? '' })
    await admin.connect()
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
    const [, ...during] = await Promise.all([
      admin.query(cut),
      ...Array.from({ length: 20 }, () => house.request('/api/v1/me', {}, owner)),
    ])
    for (const response of during) expect([200, 503]).toContain(response.status)
    await admin.end()
    expect((await house.request('/api/v1/me', {}, owner)).status).toBe(200)
  },
)

staged(
  'a statement that waits too long for a lock is 503 and leaves the house working',
  async ({ house }) => {
    const owner = await house.addOwner()
    const list = () =>
      house.as(owner)(listUsers, { params: {}, body: { sort: 'created', reverse: false, limit: 25 } })
    expect((await list()).items).toHaveLength(1)
    const response = await house.work(null, async (work) => {
      await work.db.selectFrom('users').select('id').forUpdate().execute()
      const init = { method: 'PUT', headers: json, body: '{"kind":"suspension"}' }
      return house.request(`/api/v1/users/${owner.id}/deactivation`, init, owner)
    })
    expect([response.status, (await said(response)).code]).toEqual([503, 'unavailable'])
    expect((await list()).items).toHaveLength(1)
  },
)

test('the API describes itself: every operation and every problem of it', async ({ house }) => {
  const { operations } = await import('#contract/operations.ts')
  const { problems } = await import('#contract/problem.ts')
  const document = (await (await house.request('/api/v1/openapi.json')).json()) as {
    openapi: string
    paths: Record<
      string,
      Record<
        string,
        {
          operationId: string
          responses: Record<string, unknown>
          parameters: { name: string; in: string }[]
        }
      >
    >
    components: { schemas: Record<string, unknown> }
  }
  expect(document.openapi).toBe('3.1.0')
  const described = new Map(
    Object.values(document.paths).flatMap((item) => Object.values(item).map((one) => [one.operationId, one])),
  )
  expect([...described.keys()].sort()).toEqual([...operations.keys()].sort())
  for (const [id, operation] of operations) {
    const text = JSON.stringify(described.get(id)?.responses)
    for (const code of operation.problems) {
      expect(text, id).toContain(`#/components/schemas/problem-${code}`)
      expect(Object.keys(described.get(id)?.responses ?? {}), id).toContain(String(problems[code].status))
    }
    const inPath = described
      .get(id)
      ?.parameters.filter((one) => one.in === 'path')
      .map((one) => `{${one.name}}`)
    expect(inPath, id).toEqual(operation.path.match(/\{\w+\}/g) ?? [])
  }
  const references = JSON.stringify(document).match(/#\/components\/schemas\/[\w-]+/g) ?? []
  for (const reference of new Set(references)) {
    expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1))
  }
})

test('an app on a host of its own may call the device surface, without cookies, and nobody else may', async () => {
  const { house, close } = await createHouse({ address: 'https://id.example', appUrl: 'https://app.example' })
  const ask = (path: string, origin: string, method = 'OPTIONS') =>
    house.request(path, { method, headers: { origin, 'access-control-request-method': 'POST' } })
  const preflight = await ask('/device/v1/enrolments', 'https://app.example')
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example')
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization, content-type')
  expect(preflight.headers.has('access-control-allow-credentials')).toBe(false)
  const key = await ask('/device/v1/push-key', 'https://app.example', 'GET')
  expect([key.status, key.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example'])
  const others = [
    await ask('/device/v1/enrolments', 'https://evil.example'),
    await ask('/device/v1/push-key', 'null', 'GET'),
    await ask('/api/v1/me', 'https://app.example', 'GET'),
    await ask('/api/v1/users', 'https://app.example'),
  ]
  for (const other of others) expect(other.headers.has('access-control-allow-origin')).toBe(false)
  await close()
})
