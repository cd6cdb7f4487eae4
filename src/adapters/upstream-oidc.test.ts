import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import type { OidcClient } from '#domain/ports.ts'
import { type OutgoingFetch, OutgoingRefusedError } from '#platform/outgoing.ts'
import { createUpstreamOidc } from './upstream-oidc.ts'

const issuer = 'https://login.contoso.example'
const client: OidcClient = {
  issuer,
  clientId: 'latchkey',
  clientSecret: 'secret',
  scopes: ['email'],
  callbackUrl: 'https://id.example/providers/1/callback',
}

let key: CryptoKey
let strangersKey: CryptoKey
let jwks: object

beforeAll(async () => {
  const [own, stranger] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  key = own.privateKey
  strangersKey = stranger.privateKey
  jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: '1', alg: 'RS256', use: 'sig' }] }
})

/** What a provider may do wrong. */
interface Faults {
  readonly claims?: Record<string, unknown>
  readonly key?: CryptoKey
  readonly metadata?: Record<string, unknown>
  readonly userinfo?: Record<string, unknown>
  readonly token?: () => Response
  readonly expiresIn?: number
}

/** A provider that answers as it is told, since none that people use can be made to answer wrongly. */
function provider(faults: Faults = {}) {
  const asked: { url: string; body: string; headers: Record<string, string> }[] = []
  let nonce = ''
  const fetch: OutgoingFetch = async (address, request = {}) => {
    const { pathname } = new URL(address)
    asked.push({ url: String(address), body: String(request.body ?? ''), headers: request.headers ?? {} })
    const response = await answer(pathname)
    return {
      status: response.status,
      headers: response.headers,
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }
  async function answer(path: string): Promise<Response> {
    switch (path) {
      case '/.well-known/openid-configuration':
        return Response.json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          ...(faults.userinfo && { userinfo_endpoint: `${issuer}/userinfo` }),
          ...faults.metadata,
        })
      case '/token':
        return (
          faults.token?.() ??
          Response.json({ access_token: 'a', token_type: 'Bearer', id_token: await idToken() })
        )
      case '/jwks':
        return Response.json(jwks)
      case '/userinfo':
        return Response.json(faults.userinfo)
      default:
        return new Response(null, { status: 404 })
    }
  }
  const idToken = () =>
    new SignJWT({ email: 'kim@contoso.example', email_verified: true, nonce, ...faults.claims })
      .setProtectedHeader({ alg: 'RS256', kid: '1' })
      .setIssuer(String(faults.claims?.['iss'] ?? issuer))
      .setSubject(String(faults.claims?.['sub'] ?? 'kim'))
      .setAudience(String(faults.claims?.['aud'] ?? client.clientId))
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (faults.expiresIn ?? 300))
      .sign(faults.key ?? key)

  const oidc = createUpstreamOidc({ fetch })
  return {
    asked,
    begin: (some: Partial<OidcClient> = {}) => oidc.begin({ ...client, ...some }, { state: 'our-state' }),
    /** Goes there and comes back. */
    async visit(query: Record<string, string> = {}) {
      const { secrets } = await oidc.begin(client, { state: 'our-state' })
      nonce = secrets.nonce
      const answered = new URLSearchParams({ code: 'code', state: 'our-state', ...query })
      return oidc.finish(client, answered, { ...secrets, state: 'our-state' })
    },
  }
}

const untrustworthy = { name: 'UpstreamError', code: 'untrustworthy' }
const unreachable = { name: 'UpstreamError', code: 'unreachable' }

test('a browser is sent with PKCE, a nonce and our own address, and the code is redeemed with them', async () => {
  const contoso = provider()
  const url = new URL((await contoso.begin()).url)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'latchkey',
    redirect_uri: client.callbackUrl,
    response_type: 'code',
    scope: 'openid email',
    state: 'our-state',
    code_challenge_method: 'S256',
  })
  expect(url.searchParams.get('nonce')).toHaveLength(43)
  expect(await contoso.visit()).toMatchObject({ sub: 'kim', email: 'kim@contoso.example' })
  const redeemed = contoso.asked.find(({ url: at }) => at.endsWith('/token'))
  expect(Object.fromEntries(new URLSearchParams(redeemed?.body))).toMatchObject({
    code: 'code',
    redirect_uri: client.callbackUrl,
    code_verifier: expect.stringMatching(/^.{43,}$/),
  })
  expect(redeemed?.headers['authorization']).toMatch(/^Basic /)
})

test('what the provider publishes is asked for once in a while, not at every sign-in', async () => {
  const contoso = provider()
  for (let n = 0; n < 3; n++) await contoso.visit()
  const discovered = contoso.asked.filter(({ url }) => url.includes('.well-known'))
  const keys = contoso.asked.filter(({ url }) => url.endsWith('/jwks'))
  expect([discovered.length, keys.length]).toEqual([1, 1])
})

test('an ID token for another trip, audience, issuer or time, or by another key, is not believed', async () => {
  const wrong: Record<string, Faults> = {
    nonce: { claims: { nonce: 'another' } },
    'no nonce': { claims: { nonce: undefined } },
    audience: { claims: { aud: 'another' } },
    issuer: { claims: { iss: 'https://evil.example' } },
    expired: { expiresIn: -120 },
    signature: { key: strangersKey },
  }
  for (const [what, faults] of Object.entries(wrong)) {
    await expect(provider(faults).visit(), what).rejects.toMatchObject(untrustworthy)
  }
  await expect(provider().visit({ state: 'another' })).rejects.toMatchObject(untrustworthy)
  await expect(provider().visit({ iss: 'https://evil.example' })).rejects.toMatchObject(untrustworthy)
})

test('userinfo serves where the token has no address, of the same subject alone', async () => {
  const claims = { email: undefined, email_verified: undefined }
  const userinfo = { sub: 'kim', email: 'kim@contoso.example', email_verified: false }
  expect(await provider({ claims, userinfo }).visit()).toMatchObject(userinfo)
  await expect(provider({ claims, userinfo: { ...userinfo, sub: 'owner' } }).visit()).rejects.toMatchObject(
    untrustworthy,
  )
  // Of two sources the one cannot vouch for the other's address.
  const half = { ...claims, email_verified: true }
  const unsaid = { sub: 'kim', email: 'owner@contoso.example' }
  expect(await provider({ claims: half, userinfo: unsaid }).visit()).toMatchObject({
    email: 'owner@contoso.example',
    email_verified: undefined,
  })
})

test('an issuer that calls itself otherwise, or sends people elsewhere than to https, is not followed', async () => {
  await expect(provider({ metadata: { issuer: 'https://evil.example' } }).begin()).rejects.toMatchObject(
    untrustworthy,
  )
  // Of these hosts the library takes a template for an issuer; we name one directory.
  const microsoft = 'https://login.microsoftonline.com/common/v2.0'
  const fetch: OutgoingFetch = async () => ({
    status: 200,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: Buffer.from(
      JSON.stringify({
        issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        authorization_endpoint: `${microsoft}/authorize`,
      }),
    ),
  })
  await expect(
    createUpstreamOidc({ fetch }).begin({ ...client, issuer: microsoft }, { state: 's' }),
  ).rejects.toMatchObject(untrustworthy)
  for (const endpoint of ['http://login.contoso.example/authorize', 'javascript:alert(1)']) {
    await expect(provider({ metadata: { authorization_endpoint: endpoint } }).begin()).rejects.toMatchObject({
      name: 'UpstreamError',
    })
  }
})

test('what cannot be reached or makes no sense is said so, without what was in it', async () => {
  const refusing: OutgoingFetch = async () => {
    throw new OutgoingRefusedError('10.0.0.1 is not a public address')
  }
  await expect(createUpstreamOidc({ fetch: refusing }).begin(client, { state: 's' })).rejects.toMatchObject({
    ...unreachable,
    message: 'the address is refused: 10.0.0.1 is not a public address',
  })
  const html: OutgoingFetch = async () => ({
    status: 200,
    headers: new Headers({ 'content-type': 'text/html' }),
    body: Buffer.from('<html>'),
  })
  await expect(createUpstreamOidc({ fetch: html }).begin(client, { state: 's' })).rejects.toMatchObject(
    unreachable,
  )
  const denied = () =>
    Response.json({ error: 'invalid_client', error_description: 'the secret abc is wrong' }, { status: 401 })
  await expect(provider({ token: denied }).visit()).rejects.toMatchObject({
    ...unreachable,
    message: 'the exchange of the code failed: invalid_client',
  })
  await expect(
    provider().visit({ error: 'access_denied', error_description: 'Kim said no' }),
  ).rejects.toMatchObject({ name: 'UpstreamError', code: 'declined', message: 'access_denied' })
  await expect(provider().visit({ error: 'call 555-1234' })).rejects.toMatchObject({
    code: 'declined',
    message: 'unknown',
  })
})
