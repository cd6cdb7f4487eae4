import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountId, SessionId, SignInId, UserId } from '#contract/ids.ts'
import { endSession } from '#domain/sessions/end-session.ts'
import { decideSignIn } from '#domain/sign-in/decide-sign-in.ts'
import { rotateSigningKey } from '#domain/signing-keys/rotate-signing-key.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { addSecret, type OidcServer, startOidcServer, type TestTenant } from '../../../test/oidc-server.ts'
import { findPerson } from './person.sql.ts'

let server: OidcServer
let tenant: TestTenant
let other: TestTenant

beforeAll(async () => {
  server = await startOidcServer()
  tenant = await server.addTenant('acme', true)
  other = await server.addTenant('globex', false)
})
afterAll(() => server?.stop())

type Application = Awaited<ReturnType<TestTenant['addApplication']>>

const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-section-4.1'
const challenge = createHash('sha256').update(verifier).digest('base64url')

/** Asks for a code as a browser with `cookie` would, and says where it was sent. */
async function authorize(
  application: Application,
  cookie: string | null,
  extra: Record<string, string | undefined> = {},
  issuer = tenant.issuer,
) {
  const url = new URL(`${issuer}/oidc/auth`)
  const parameters = {
    client_id: application.clientId,
    redirect_uri: application.redirectUri,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...extra,
  }
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value)
  const response = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} })
  const location = response.headers.get('location')
  return {
    response,
    location,
    answer: location ? new URL(location, issuer).searchParams : new URLSearchParams(),
  }
}

async function codeFor(
  application: Application,
  cookie: string,
  extra: Record<string, string | undefined> = {},
) {
  const { answer, response } = await authorize(application, cookie, extra)
  const code = answer.get('code')
  if (!code) throw new Error(`no code: ${response.status} ${answer} ${(await response.text()).slice(0, 300)}`)
  return code
}

const basic = ({ clientId, clientSecret }: Application) =>
  `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`

interface Answer {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
  readonly error?: string
  readonly active?: boolean
}

async function post(
  path: string,
  body: Record<string, string>,
  application?: Application,
  issuer = tenant.issuer,
) {
  const response = await fetch(`${issuer}${path}`, {
    method: 'POST',
    headers: application ? { authorization: basic(application) } : {},
    body: new URLSearchParams(body),
  })
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Answer }
}

const redeem = (application: Application, code: string, extra: Record<string, string> = {}) =>
  post(
    '/oidc/token',
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: application.redirectUri,
      code_verifier: verifier,
      ...extra,
    },
    application,
  )
const refresh = (application: Application, token: string) =>
  post('/oidc/token', { grant_type: 'refresh_token', refresh_token: token }, application)
const introspect = (application: Application, token: string, issuer = tenant.issuer) =>
  post('/oidc/token/introspection', { token }, application, issuer)
const userinfo = (token: string) =>
  fetch(`${tenant.issuer}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })

async function tokensFor(application: Application, userId: UserId) {
  const { cookie, sessionId } = await tenant.signIn(userId)
  const { status, body } = await redeem(application, await codeFor(application, cookie))
  expect(status).toBe(200)
  return {
    cookie,
    sessionId,
    access: body.access_token,
    refresh: body.refresh_token,
    id: body.id_token,
  }
}

let people = 0
const newPerson = (at = tenant) => at.addPerson(`person${++people}`)

async function keySet() {
  return createLocalJWKSet(await (await fetch(`${tenant.issuer}/oidc/jwks`)).json())
}

test('an application that knows nothing but the issuer signs a person in and is told who they are', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const { cookie, sessionId } = await tenant.signIn(userId)
  const config = await client.discovery(
    new URL(tenant.issuer),
    application.clientId,
    application.clientSecret,
    undefined,
    {
      execute: [client.allowInsecureRequests],
    },
  )
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const expectedNonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: application.redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  expect(response.status).toBe(303)
  const callback = new URL(response.headers.get('location') ?? '')
  expect(callback.searchParams.get('iss')).toBe(tenant.issuer)
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
  })
  const claims = tokens.claims()
  expect(claims).toMatchObject({
    iss: tenant.issuer,
    aud: application.clientId,
    sid: sessionId,
    amr: ['hwk', 'user'],
    acr: 'urn:latchkey:phone',
    name: `person${people} Test`,
    email: `person${people}@example.com`,
    email_verified: false,
  })
  expect(claims?.['auth_time']).toBeTypeOf('number')
  expect(claims?.sub).not.toBe(userId)
  const { payload } = await jwtVerify(tokens.id_token ?? '', await keySet(), { algorithms: ['RS256'] })
  expect(payload.sub).toBe(claims?.sub)
  const info = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
  expect(info).toMatchObject({ given_name: `person${people}`, family_name: 'Test' })
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
  expect(renewed.claims()?.sub).toBe(claims?.sub)
  const active = await client.tokenIntrospection(config, renewed.access_token)
  expect(active).toMatchObject({ active: true, sub: claims?.sub, sid: sessionId })
  await client.tokenRevocation(config, renewed.refresh_token ?? '')
  expect((await client.tokenIntrospection(config, renewed.access_token)).active).toBe(false)
})

test('two applications see two subjects of one person, each of them always the same', async () => {
  const [one, two] = [await tenant.addApplication(), await tenant.addApplication()]
  const userId = await newPerson()
  const subjects = []
  for (const application of [one, two, one])
    subjects.push(decodeJwt((await tokensFor(application, userId)).id).sub)
  expect(subjects[0]).toBe(subjects[2])
  expect(subjects[0]).not.toBe(subjects[1])
})

test('discovery offers what is spoken here and nothing more, also at the path of RFC 8414 below a tenant', async () => {
  const document = await (await fetch(`${tenant.issuer}/.well-known/openid-configuration`)).json()
  expect(document).toMatchObject({
    issuer: tenant.issuer,
    authorization_endpoint: `${tenant.issuer}/oidc/auth`,
    jwks_uri: `${tenant.issuer}/oidc/jwks`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
  })
  expect(document.grant_types_supported.toSorted()).toEqual([
    'authorization_code',
    'client_credentials',
    'refresh_token',
  ])
  const below = await fetch(`${server.url}/.well-known/oauth-authorization-server/t/globex`)
  expect((await below.json()).token_endpoint).toBe(`${other.issuer}/oidc/token`)
  const jwks = await (await fetch(`${tenant.issuer}/oidc/jwks`)).json()
  for (const key of jwks.keys) expect(Object.keys(key)).not.toContain('d')
})

test('addresses in the discovery document are the issuer’s, whatever the request says of itself', async () => {
  const response = await fetch(`${tenant.issuer}/.well-known/openid-configuration`, {
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  })
  expect((await response.json()).token_endpoint).toBe(`${tenant.issuer}/oidc/token`)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

test.for([
  ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['a plain challenge', { code_challenge: verifier, code_challenge_method: 'plain' }, 'invalid_request'],
  ['the implicit flow', { response_type: 'id_token' }, 'unsupported_response_type'],
  ['a hybrid flow', { response_type: 'code id_token' }, 'unsupported_response_type'],
] as const)('%s is refused, and the application is told', async ([, extra, error]) => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  const { location } = await authorize(application, cookie, extra)
  expect(location).toContain(`error=${error}`)
  expect(location).toContain(application.redirectUri)
})

test.for([
  'https://app.example/callback/',
  'https://app.example/callback?x=1',
  'https://APP.example/callback',
  'https://app.example.evil.example/callback',
  'http://app.example/callback',
])('%s is not a redirect URI that was registered: a page says so, and nothing is sent there', async (uri) => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  const { response, location } = await authorize(application, cookie, { redirect_uri: uri })
  expect(location).toBeNull()
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('We couldn’t start this sign-in')
})

test.for([
  ['a wrong verifier', { code_verifier: `${verifier}x` }],
  ['another redirect URI', { redirect_uri: 'https://app.example/other' }],
] as const)('a code is not redeemed with %s', async ([, extra]) => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  const { status, body } = await redeem(application, await codeFor(application, cookie), extra)
  expect([status, body.error]).toEqual([400, 'invalid_grant'])
})

test('a code is not redeemed without its verifier, by another application, or with a wrong secret', async () => {
  const application = await tenant.addApplication()
  const stranger = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  const code = await codeFor(application, cookie)
  const bare = { grant_type: 'authorization_code', code, redirect_uri: application.redirectUri }
  expect((await post('/oidc/token', bare, application)).body.error).toBe('invalid_grant')
  expect((await redeem(stranger, code)).body.error).toBe('invalid_grant')
  expect((await redeem({ ...application, clientSecret: 'wrong' }, code)).status).toBe(401)
  expect(
    (await post('/oidc/token', { ...bare, code_verifier: verifier, client_id: application.clientId })).status,
  ).toBe(401)
  expect((await redeem(application, code)).status).toBe(200)
})

test('a secret is taken by header and by body, two at a time while one takes over, and none after its end', async () => {
  const application = await tenant.addApplication({ kind: 'machine', redirectUris: [] })
  const second = randomToken()
  const expired = randomToken()
  await tenant.write((work) => addSecret(work, application.id, second))
  await tenant.write((work) => addSecret(work, application.id, expired, new Date(work.now.getTime() - 1000)))
  const grant = { grant_type: 'client_credentials' }
  expect((await post('/oidc/token', grant, application)).status).toBe(200)
  const inBody = { ...grant, client_id: application.clientId, client_secret: second }
  expect((await post('/oidc/token', inBody)).status).toBe(200)
  expect((await post('/oidc/token', { ...inBody, client_secret: expired })).status).toBe(401)
})

test('a machine gets a token for itself and no other way in', async () => {
  const machine = await tenant.addApplication({ kind: 'machine', redirectUris: [] })
  const { body } = await post('/oidc/token', { grant_type: 'client_credentials' }, machine)
  expect(Object.keys(body).toSorted()).toEqual(['access_token', 'expires_in', 'token_type'])
  expect((await introspect(machine, body.access_token)).body).toMatchObject({
    active: true,
    client_id: machine.clientId,
  })
  expect((await userinfo(body.access_token)).status).toBe(401)
  const web = await tenant.addApplication()
  expect((await post('/oidc/token', { grant_type: 'client_credentials' }, web)).status).toBe(400)
  const password = { grant_type: 'password', username: 'a', password: 'b' }
  expect((await post('/oidc/token', password, web)).body.error).toBe('unsupported_grant_type')
})

test('a browser application has no secret, and calls from its own origin only', async () => {
  const application = await tenant.addApplication({
    kind: 'spa',
    redirectUris: ['https://spa.example/callback'],
  })
  const { cookie } = await tenant.signIn(await newPerson())
  const code = await codeFor(application, cookie)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: application.redirectUri,
    code_verifier: verifier,
    client_id: application.clientId,
  })
  const from = (origin: string) =>
    fetch(`${tenant.issuer}/oidc/token`, { method: 'POST', body, headers: { origin } })
  expect((await from('https://evil.example')).status).toBe(400)
  const response = await from('https://spa.example')
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe('https://spa.example')
})

test('a code redeemed a second time is refused, and ends what the first time gave', async () => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  const code = await codeFor(application, cookie)
  const first = await redeem(application, code)
  expect(first.status).toBe(200)
  expect((await redeem(application, code)).body.error).toBe('invalid_grant')
  expect((await introspect(application, first.body.access_token)).body.active).toBe(false)
  expect((await userinfo(first.body.access_token)).status).toBe(401)
  expect((await refresh(application, first.body.refresh_token)).status).toBe(400)
})

test('of ten who redeem one code at once, one gets tokens', async () => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  for (let round = 0; round < 5; round++) {
    const code = await codeFor(application, cookie)
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(application, code)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(400)])
    const [winner] = answers.filter(({ status }) => status === 200)
    expect((await introspect(application, winner?.body.access_token ?? '')).body.active).toBe(false)
  }
})

test('of ten who spend one refresh token at once, one gets tokens, the grant ends, and it is written down', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const tokens = await tokensFor(application, userId)
  const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(application, tokens.refresh)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(400)])
  const [winner] = answers.filter(({ status }) => status === 200)
  expect((await refresh(application, winner?.body.refresh_token ?? '')).status).toBe(400)
  expect((await introspect(application, tokens.access)).body.active).toBe(false)
  expect(await eventsOf(userId)).toContain('oidc.refresh-token.reused')
})

test('a refresh token is spent by its use; coming back it ends the grant and is written down', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const tokens = await tokensFor(application, userId)
  const second = await refresh(application, tokens.refresh)
  expect(second.status).toBe(200)
  expect(second.body.refresh_token).not.toBe(tokens.refresh)
  expect(await eventsOf(userId)).not.toContain('oidc.refresh-token.reused')
  expect((await refresh(application, tokens.refresh)).body.error).toBe('invalid_grant')
  expect(await eventsOf(userId)).toContain('oidc.refresh-token.reused')
  expect((await refresh(application, second.body.refresh_token)).body.error).toBe('invalid_grant')
  expect((await introspect(application, second.body.access_token)).body.active).toBe(false)
})

async function eventsOf(userId: UserId): Promise<string[]> {
  const rows = await tenant.write((work) =>
    work.db.selectFrom('auditEvents').select('type').where('userId', '=', userId).execute(),
  )
  return rows.map(({ type }) => type)
}

test('renewing does not lengthen the time for which tokens are renewed', async () => {
  const application = await tenant.addApplication({ sessionSeconds: 600 })
  const tokens = await tokensFor(application, await newPerson())
  const row = () =>
    tenant.write((work) =>
      work.db
        .selectFrom('oidcItems')
        .select('expiresAt')
        .where('model', '=', 'RefreshToken')
        .where('sessionId', '=', tokens.sessionId)
        .where('consumedAt', 'is', null)
        .executeTakeFirstOrThrow(),
    )
  const before = (await row()).expiresAt?.getTime() ?? 0
  expect(before - Date.now()).toBeLessThanOrEqual(600_000)
  expect((await refresh(application, tokens.refresh)).status).toBe(200)
  expect(Math.abs(((await row()).expiresAt?.getTime() ?? 0) - before)).toBeLessThan(2000)
})

test('a suspension ends refreshing, userinfo and introspection at once, and leads to no code', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const tokens = await tokensFor(application, userId)
  const code = await codeFor(application, tokens.cookie)
  // The status alone: sessions and items are still there, and no cleaning up is waited for.
  await tenant.setStatus(userId, 'deactivated')
  expect((await introspect(application, tokens.access)).body).toEqual({ active: false })
  expect((await userinfo(tokens.access)).status).toBe(401)
  expect((await refresh(application, tokens.refresh)).body.error).toBe('invalid_grant')
  expect((await redeem(application, code)).body.error).toBe('invalid_grant')
  expect((await authorize(application, tokens.cookie)).answer.get('code')).toBeNull()
})

test('a session that ended takes its codes and tokens along, and leaves those of another session', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const gone = await tokensFor(application, userId)
  const kept = await tokensFor(application, userId)
  const code = await codeFor(application, gone.cookie)
  await tenant.write((work) => endSession(work, { userId, sessionId: gone.sessionId, why: 'administrator' }))
  expect((await introspect(application, gone.access)).body).toEqual({ active: false })
  expect((await userinfo(gone.access)).status).toBe(401)
  expect((await refresh(application, gone.refresh)).body.error).toBe('invalid_grant')
  expect((await redeem(application, code)).body.error).toBe('invalid_grant')
  expect((await introspect(application, kept.access)).body.active).toBe(true)
  expect((await refresh(application, kept.refresh)).status).toBe(200)
})

test('a token of one organisation says nothing in another', async () => {
  const here = await tenant.addApplication()
  const there = await other.addApplication()
  const tokens = await tokensFor(here, await newPerson())
  expect((await introspect(there, tokens.access, other.issuer)).body).toEqual({ active: false })
  expect((await introspect(here, tokens.access, other.issuer)).status).toBe(401)
  const elsewhere = await fetch(`${other.issuer}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access}` },
  })
  expect(elsewhere.status).toBe(401)
  expect((await introspect(here, tokens.access)).body.active).toBe(true)
  const { location } = await authorize(there, tokens.cookie, {}, other.issuer)
  expect(location).toContain('/oidc/interaction/')
})

test('an application that was switched off gets nothing any more', async () => {
  const application = await tenant.addApplication()
  const resource = await tenant.addApplication({ kind: 'machine', redirectUris: [] })
  const tokens = await tokensFor(application, await newPerson())
  expect((await introspect(resource, tokens.access)).body.active).toBe(true)
  await tenant.write(async (work) => {
    await work.db
      .updateTable('applications')
      .set({ enabled: false })
      .where('id', '=', application.id)
      .execute()
    work.notify('application', application.id)
  })
  expect((await introspect(resource, tokens.access)).body).toEqual({ active: false })
  expect((await refresh(application, tokens.refresh)).status).toBe(401)
  expect((await authorize(application, tokens.cookie)).response.status).toBe(400)
})

test('a browser application cannot ask about the tokens of others', async () => {
  const spa = await tenant.addApplication({ kind: 'spa' })
  const tokens = await tokensFor(await tenant.addApplication(), await newPerson())
  expect(
    (await post('/oidc/token/introspection', { token: tokens.access, client_id: spa.clientId })).body,
  ).toEqual({ active: false })
})

test('prompt=none answers with a code where somebody is signed in, else with login_required', async () => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  expect((await authorize(application, cookie, { prompt: 'none' })).answer.get('code')).toBeTruthy()
  expect((await authorize(application, null, { prompt: 'none' })).answer.get('error')).toBe('login_required')
})

test.for([
  ['prompt=login', { prompt: 'login' }],
  ['max_age=60 an hour later', { max_age: '60' }],
] as const)('%s asks the phone again', async ([, extra]) => {
  const application = await tenant.addApplication()
  const { cookie, sessionId } = await tenant.signIn(await newPerson())
  await tenant.write((work) =>
    work.db
      .updateTable('sessions')
      .set({ provedAt: new Date(work.now.getTime() - 3_600_000) })
      .where('id', '=', sessionId)
      .execute(),
  )
  const { location } = await authorize(application, cookie, extra)
  expect(location).toMatch(/\/oidc\/interaction\/[\w-]+$/)
})

test('max_age that the session satisfies asks nobody', async () => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  expect((await authorize(application, cookie, { max_age: '600' })).answer.get('code')).toBeTruthy()
})

test('someone who was not assigned is told so with a reference, and the application hears access_denied', async () => {
  const application = await tenant.addApplication({ access: 'assigned' })
  const userId = await newPerson()
  const { cookie } = await tenant.signIn(userId)
  const { response, location } = await authorize(application, cookie)
  const jar = [cookie, ...response.headers.getSetCookie().map((set) => set.split(';')[0])].join('; ')
  const page = await fetch(location ?? '', { headers: { cookie: jar }, redirect: 'manual' })
  expect(page.status).toBe(403)
  const html = await page.text()
  expect(html).toMatch(/LK-[0-9A-Z]{4}-[0-9A-Z]{2}/)
  expect(await eventsOf(userId)).toContain('user.signin.failed')
  const declined = await fetch(`${location}/decline`, { headers: { cookie: jar }, redirect: 'manual' })
  const back = await fetch(declined.headers.get('location') ?? '', {
    headers: { cookie: jar },
    redirect: 'manual',
  })
  const target = new URL(back.headers.get('location') ?? '')
  expect(`${target.origin}${target.pathname}`).toBe(application.redirectUri)
  expect(target.searchParams.get('error')).toBe('access_denied')
  expect((await authorize(application, cookie, { prompt: 'none' })).answer.get('error')).toBe('access_denied')
})

test('after a rotation new ID tokens are signed by the new key, and old ones still verify', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const before = (await tokensFor(application, userId)).id
  await tenant.write((work) => rotateSigningKey(work, { use: 'oidc' }))
  const after = (await tokensFor(application, userId)).id
  const kid = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
  expect(kid(after)).not.toBe(kid(before))
  const keys = await keySet()
  for (const token of [before, after]) await jwtVerify(token, keys, { algorithms: ['RS256'] })
})

test('a restarted server goes on with the tokens that it gave', async () => {
  const application = await tenant.addApplication()
  const tokens = await tokensFor(application, await newPerson())
  const code = await codeFor(application, tokens.cookie)
  await server.restart()
  expect((await introspect(application, tokens.access)).body.active).toBe(true)
  expect((await refresh(application, tokens.refresh)).status).toBe(200)
  expect((await redeem(application, code)).status).toBe(200)
})

test('no token and no code stands in the database as it was given out', async () => {
  const application = await tenant.addApplication()
  const tokens = await tokensFor(application, await newPerson())
  const code = await codeFor(application, tokens.cookie)
  const rows = await tenant.write((work) =>
    work.db.selectFrom('oidcItems').select(['model', 'payload', 'sessionId', 'userId', 'clientId']).execute(),
  )
  const text = JSON.stringify(rows)
  for (const secret of [tokens.access, tokens.refresh, code, tokens.cookie.split('=')[1] ?? ''])
    expect(text).not.toContain(secret)
  const ours = rows.filter(({ clientId }) => clientId === application.clientId)
  expect(new Set(ours.map(({ model }) => model))).toEqual(
    new Set(['Grant', 'AuthorizationCode', 'AccessToken', 'RefreshToken']),
  )
  for (const row of ours) expect(row.sessionId).toBe(tokens.sessionId)
})

test('an application that shows its ID token signs the person out; without one, the person is asked', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const tokens = await tokensFor(application, userId)
  const end = (cookie: string, query: Record<string, string>) =>
    fetch(`${tenant.issuer}/oidc/session/end?${new URLSearchParams(query)}`, {
      headers: { cookie },
      redirect: 'manual',
    })
  const bye = { post_logout_redirect_uri: 'https://app.example/bye', state: 'so-long' }
  const elsewhere = { ...bye, post_logout_redirect_uri: 'https://app.example/elsewhere' }
  expect((await end(tokens.cookie, { id_token_hint: tokens.id, ...elsewhere })).status).toBe(400)
  expect((await introspect(application, tokens.access)).body.active).toBe(true)
  const done = await end(tokens.cookie, { id_token_hint: tokens.id, ...bye })
  expect(done.headers.get('location')).toBe('https://app.example/bye?state=so-long')
  expect((await introspect(application, tokens.access)).body.active).toBe(false)
  expect((await authorize(application, tokens.cookie, { prompt: 'none' })).answer.get('error')).toBe(
    'login_required',
  )

  const again = await tokensFor(application, userId)
  const page = await end(again.cookie, { client_id: application.clientId, ...bye })
  const html = await page.text()
  expect(html).toContain('Payroll asks to sign you out')
  expect((await introspect(application, again.access)).body.active).toBe(true)
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? ''
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const asked = page.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const confirm = (cookie: string, body: Record<string, string>) =>
    fetch(action, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(body),
      redirect: 'manual',
    })
  expect((await confirm(again.cookie, { xsrf, logout: 'yes' })).status).toBe(400)
  expect((await confirm(`${again.cookie}; ${asked}`, { xsrf: '0'.repeat(48), logout: 'yes' })).status).toBe(
    400,
  )
  expect((await introspect(application, again.access)).body.active).toBe(true)
  const confirmed = await confirm(`${again.cookie}; ${asked}`, { xsrf, logout: 'yes' })
  expect(confirmed.headers.get('location')).toBe('https://app.example/bye?state=so-long')
  expect((await introspect(application, again.access)).body.active).toBe(false)
})

/** Follows redirects by hand, as a browser keeps its cookies. */
function browser(cookies: string[] = []) {
  const jar = new Map(cookies.map((cookie) => [`/ ${cookie.split('=')[0]}`, cookie]))
  return {
    async get(url: string) {
      const { pathname } = new URL(url)
      const cookie = [...jar]
        .filter(([key]) => pathname.startsWith(key.split(' ')[0] ?? ''))
        .map(([, value]) => value)
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: cookie.join('; ') } })
      for (const set of response.headers.getSetCookie()) {
        const [pair = ''] = set.split(';')
        const path = /;\s*path=([^;]+)/i.exec(set)?.[1] ?? '/'
        jar.set(`${path} ${pair.split('=')[0]}`, pair)
      }
      const location = response.headers.get('location')
      return { response, location: location && new URL(location, url).href }
    },
    add(cookie: string) {
      jar.set(`/ ${cookie.split('=')[0]}`, cookie)
    },
    drop(name: string) {
      for (const key of jar.keys()) if (key.includes(name)) jar.delete(key)
    },
  }
}

function authorizationUrl(application: Application, extra: Record<string, string> = {}) {
  return `${tenant.issuer}/oidc/auth?${new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: application.redirectUri,
    response_type: 'code',
    scope: 'openid offline_access',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...extra,
  })}`
}

/** What the sign-in pages do at their end: the sign-in is finished, and led to this session. */
const finish = (signInId: string, userId: UserId, sessionId: string) =>
  tenant.write((work) =>
    work.db
      .updateTable('signIns')
      .set({ state: 'finished', userId, sessionId: sessionId as SessionId, finishedAt: work.now })
      .where('id', '=', signInId as SignInId)
      .execute(),
  )

test.for([
  ['nobody was signed in', false, {}],
  ['the application asked for a fresh sign-in', true, { prompt: 'login' }],
  ['both a sign-in and consent were asked for', true, { prompt: 'login consent' }],
] as const)(
  'where %s, the sign-in pages are visited and the application gets its code',
  async ([, signedIn, extra]) => {
    const application = await tenant.addApplication()
    const userId = await newPerson()
    const visitor = browser(signedIn ? [(await tenant.signIn(userId)).cookie] : [])
    const asked = await visitor.get(
      authorizationUrl(application, { ...extra, login_hint: 'someone@example.com' }),
    )
    expect(asked.location).toContain('/oidc/interaction/')
    const begun = await visitor.get(asked.location ?? '')
    const signInId = /\/sign-in\/([0-9a-f-]{36})$/.exec(begun.location ?? '')?.[1] ?? ''
    // Not finished yet: resuming leads back to the sign-in.
    const early = await visitor.get(`${asked.location}/resume`)
    expect(early.location).toBe(asked.location)
    const fresh = await tenant.signIn(userId)
    await finish(signInId, userId, fresh.sessionId)
    visitor.add(fresh.cookie)
    let step = await visitor.get(`${asked.location}/resume`)
    for (let i = 0; i < 5 && step.location?.startsWith(tenant.issuer); i++)
      step = await visitor.get(step.location)
    const callback = new URL(step.location ?? '')
    expect(`${callback.origin}${callback.pathname}`).toBe(application.redirectUri)
    const { status, body } = await redeem(application, callback.searchParams.get('code') ?? '')
    expect(status).toBe(200)
    expect(decodeJwt(body.id_token)['sid']).toBe(fresh.sessionId)
    expect(body.refresh_token).toBeTruthy()
    // The interaction is over.
    expect((await visitor.get(`${asked.location}/resume`)).response.status).toBe(400)
  },
)

test('a sign-in that was finished for something else, elsewhere, or under another session answers no interaction', async () => {
  const application = await tenant.addApplication()
  const userId = await newPerson()
  const begin = async (visitor: ReturnType<typeof browser>) => {
    const asked = await visitor.get(authorizationUrl(application, { prompt: 'login' }))
    const begun = await visitor.get(asked.location ?? '')
    return { address: asked.location ?? '', signInId: begun.location?.split('/').at(-1) ?? '' }
  }
  const [mine, theirs] = [browser(), browser()]
  const [here, there] = [await begin(mine), await begin(theirs)]
  const session = await tenant.signIn(userId)
  const { cookie: olderCookie } = await tenant.signIn(userId)

  // Another browser's, at an address that was learnt: its interaction cookie is missing.
  await finish(there.signInId, userId, session.sessionId)
  mine.add(session.cookie)
  expect((await mine.get(`${there.address}/resume`)).response.status).toBe(400)
  // One's own interaction, with no sign-in of its own finished.
  expect((await mine.get(`${here.address}/resume`)).location).toBe(here.address)
  // Finished, but the browser holds a session that was there before.
  await finish(here.signInId, userId, session.sessionId)
  mine.add(olderCookie)
  expect((await mine.get(`${here.address}/resume`)).location).toBe(here.address)
  // Without the secret that binds the sign-in to its browser.
  mine.add(session.cookie)
  mine.drop('sign-in')
  expect((await mine.get(`${here.address}/resume`)).location).toBe(here.address)
})

test('whoever signed in elsewhere in the meantime goes on without being asked again', async () => {
  const application = await tenant.addApplication()
  const visitor = browser()
  const asked = await visitor.get(authorizationUrl(application))
  visitor.add((await tenant.signIn(await newPerson())).cookie)
  const resumed = await visitor.get(asked.location ?? '')
  const callback = await visitor.get(resumed.location ?? '')
  expect(new URL(callback.location ?? '').searchParams.get('code')).toBeTruthy()
})

test('the session cookie is never touched by the provider', async () => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  for (const held of [cookie, null, 'latchkey-session-acme=nonsense']) {
    const { response } = await authorize(application, held)
    for (const set of response.headers.getSetCookie()) expect(set).not.toContain('latchkey-session')
  }
})

test('a pushed request is used once', async () => {
  const application = await tenant.addApplication()
  const { cookie } = await tenant.signIn(await newPerson())
  const pushed = await post(
    '/oidc/request',
    {
      client_id: application.clientId,
      redirect_uri: application.redirectUri,
      response_type: 'code',
      scope: 'openid',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    },
    application,
  )
  expect(pushed.status).toBe(201)
  const { request_uri: uri } = pushed.body as unknown as { request_uri: string }
  const url = `${tenant.issuer}/oidc/auth?${new URLSearchParams({ client_id: application.clientId, request_uri: uri })}`
  const ask = async () => {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    return new URL(response.headers.get('location') ?? tenant.issuer).searchParams.get('code')
  }
  const codes = await Promise.all(Array.from({ length: 5 }, ask))
  expect(codes.filter(Boolean)).toHaveLength(1)
  expect(await ask()).toBeNull()
})

test('nobody who is not active has or gets a token, whatever happens in whatever order', async () => {
  const application = await tenant.addApplication()
  const step = fc.constantFrom(
    'sign in',
    'refresh',
    'suspend',
    'reactivate',
    'revoke session',
    'redeem',
    'ask for a code',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const userId = await newPerson()
      let active = true
      let session: Awaited<ReturnType<TestTenant['signIn']>> | undefined
      const alive = new Set<string>()
      let code: string | null = null
      const access: string[] = []
      let renewing: string | undefined
      const got = ({ status, body }: Awaited<ReturnType<typeof redeem>>) => {
        if (status !== 200) return
        expect(active).toBe(true)
        access.push(body.access_token)
        renewing = body.refresh_token
      }
      for (const what of steps) {
        if (what === 'sign in' && active) {
          session = await tenant.signIn(userId)
          alive.add(session.sessionId)
        }
        if (what === 'ask for a code' && session) {
          const { answer } = await authorize(application, session.cookie)
          if (answer.get('code')) expect(active && alive.has(session.sessionId)).toBe(true)
          code = answer.get('code') ?? code
        }
        if (what === 'redeem' && code) got(await redeem(application, code))
        if (what === 'refresh' && renewing) got(await refresh(application, renewing))
        if (what === 'revoke session' && session) {
          await tenant.write((work) =>
            endSession(work, { userId, sessionId: session?.sessionId as SessionId, why: 'administrator' }),
          )
          alive.delete(session.sessionId)
        }
        if (what === 'suspend') {
          active = false
          await tenant.setStatus(userId, 'deactivated')
        }
        if (what === 'reactivate') {
          active = true
          await tenant.setStatus(userId, 'active')
        }
        if (active) continue
        for (const token of access) {
          expect((await introspect(application, token)).body.active).toBe(false)
          expect((await userinfo(token)).status).toBe(401)
        }
        if (renewing) expect((await refresh(application, renewing)).status).toBe(400)
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)

test.for([
  ['has ended, though nothing was cleaned up', { endedAt: new Date(), endedWhy: 'administrator' }],
  ['has expired', { expiresAt: new Date(Date.now() - 1000) }],
] as const)('under a session that %s no code, no token and no refresh token holds', async ([, change]) => {
  const application = await tenant.addApplication()
  const tokens = await tokensFor(application, await newPerson())
  const code = await codeFor(application, tokens.cookie)
  await tenant.write((work) =>
    work.db.updateTable('sessions').set(change).where('id', '=', tokens.sessionId).execute(),
  )
  expect((await introspect(application, tokens.access)).body).toEqual({ active: false })
  expect((await introspect(application, tokens.refresh)).body).toEqual({ active: false })
  expect((await userinfo(tokens.access)).status).toBe(401)
  expect((await refresh(application, tokens.refresh)).body.error).toBe('invalid_grant')
  expect((await redeem(application, code)).body.error).toBe('invalid_grant')
  expect((await authorize(application, tokens.cookie, { prompt: 'none' })).answer.get('error')).toBe(
    'login_required',
  )
})

test('a person whose account was taken away in an assigned application gets nothing more there', async () => {
  const application = await tenant.addApplication()
  const tokens = await tokensFor(application, await newPerson())
  await tenant.write(async (work) => {
    await work.db
      .updateTable('applications')
      .set({ access: 'assigned' })
      .where('id', '=', application.id)
      .execute()
    await work.db.deleteFrom('accounts').where('applicationId', '=', application.id).execute()
  })
  expect((await introspect(application, tokens.access)).body).toEqual({ active: false })
  expect((await userinfo(tokens.access)).status).toBe(401)
  expect((await refresh(application, tokens.refresh)).body.error).toBe('invalid_grant')
  expect((await authorize(application, tokens.cookie)).answer.get('code')).toBeNull()
})

test('an organisation below /t/ has its own issuer, cookies and tokens', async () => {
  const application = await other.addApplication()
  const { cookie, sessionId } = await other.signIn(await newPerson(other))
  const config = await client.discovery(
    new URL(other.issuer),
    application.clientId,
    application.clientSecret,
    undefined,
    { execute: [client.allowInsecureRequests] },
  )
  const { answer, location } = await authorize(application, cookie, {}, other.issuer)
  expect(answer.get('iss')).toBe(other.issuer)
  const tokens = await client.authorizationCodeGrant(config, new URL(location ?? ''), {
    pkceCodeVerifier: verifier,
    expectedState: 'the-state',
    expectedNonce: 'the-nonce',
  })
  expect(tokens.claims()).toMatchObject({ iss: other.issuer, sid: sessionId })
  const asked = await authorize(application, null, {}, other.issuer)
  expect(asked.location).toContain(`${other.issuer}/oidc/interaction/`)
  for (const set of asked.response.headers.getSetCookie()) {
    expect(set).toContain('globex')
    expect(set.toLowerCase()).toContain('path=/t/globex/oidc/')
    expect(set.toLowerCase()).toContain('httponly')
  }
})

test('the one decision is the same, whether its facts come in one trip or in several', async () => {
  const statuses = ['active', 'deactivated'] as const
  for (const status of statuses)
    for (const access of ['everyone', 'assigned'] as const)
      for (const enabled of [true, false])
        for (const account of [true, false]) {
          const application = await tenant.addApplication({ access })
          const userId = await newPerson()
          await tenant.write(async (work) => {
            if (account)
              await work.db
                .insertInto('accounts')
                .values({
                  tenantId: tenant.tenancy.tenantId,
                  id: newId() as AccountId,
                  userId,
                  applicationId: application.id,
                  subject: randomToken(),
                  status: 'active',
                  createdAt: work.now,
                })
                .execute()
            await work.db
              .updateTable('applications')
              .set({ enabled })
              .where('id', '=', application.id)
              .execute()
          })
          await tenant.setStatus(userId, status)
          const person = await findPerson(server.ground, tenant.tenancy, userId, application.id)
          const verdict = await tenant.write((work) =>
            decideSignIn(work, { userId, applicationId: application.id, purpose: 'refresh' }),
          )
          expect(person?.verdict).toEqual(verdict)
        }
})
