import { decodeJwt, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rotateSigningKey } from '#domain/signing-keys/rotate-signing-key.ts'
import { randomToken } from '#platform/random.ts'
import { speakTo, verifier } from '../../../test/oidc-application.ts'
import { addSecret, type OidcServer, startOidcServer, type TestTenant } from '../../../test/oidc-server.ts'

let server: OidcServer
let tenant: TestTenant
let other: TestTenant

beforeAll(async () => {
  server = await startOidcServer()
  tenant = await server.addTenant('acme', true)
  other = await server.addTenant('globex', false)
})
afterAll(() => server?.stop())

const { authorize, codeFor, post, redeem, introspect, userinfo, tokensFor, newPerson, keySet } = speakTo(
  () => tenant,
)

test('an application that knows nothing but the issuer signs a person in and is told who they are', async () => {
  const application = await tenant.addApplication()
  const userId = await tenant.addPerson('ada')
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
    name: 'ada Test',
    email: 'ada@example.com',
    email_verified: false,
  })
  expect(claims?.['auth_time']).toBeTypeOf('number')
  expect(claims?.sub).not.toBe(userId)
  const { payload } = await jwtVerify(tokens.id_token ?? '', await keySet(), { algorithms: ['RS256'] })
  expect(payload.sub).toBe(claims?.sub)
  const info = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
  expect(info).toMatchObject({ given_name: 'ada', family_name: 'Test' })
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
