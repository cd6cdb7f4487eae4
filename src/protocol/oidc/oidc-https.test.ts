import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApplication } from '#domain/applications/create-application.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { listen } from '#http/listen.ts'
import { createHouse, type House } from '../../../test/harness.ts'
import { freePort } from '../../../test/oidc-server.ts'
import { mountOidc } from './mount-oidc.ts'

/** Behind a proxy that speaks https to the world, and http to us. */
let house: House
let port: number
let close: () => Promise<void>

beforeAll(async () => {
  port = await freePort()
  const opened = await createHouse({
    address: 'https://id.example',
    doors: [mountOidc],
    trustedProxies: ['127.0.0.1', '::1'],
  })
  house = opened.house
  const listening = await listen(house.app, { host: 'localhost', port })
  close = async () => {
    await listening.close(100)
    await opened.close()
  }
})
afterAll(() => close?.())

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const forwarded = { host: 'id.example', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: 'localhost', port, path, headers: { ...forwarded, ...headers } },
      (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

test('over https every address is the issuer’s and every cookie is secure', async () => {
  const document = JSON.parse((await get('/.well-known/openid-configuration')).body)
  for (const [name, value] of Object.entries(document))
    if (name.endsWith('_endpoint') || name === 'jwks_uri')
      expect(value).toMatch(/^https:\/\/id\.example\/oidc\//)

  const { application } = await house.work(null, (work) =>
    createApplication(work, {
      name: 'Payroll',
      kind: 'spa',
      redirectUris: ['https://app.example/callback'],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
    }),
  )
  const path = `/oidc/auth?${new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: 'https://app.example/callback',
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })}`
  const asked = await get(path)
  expect(asked.headers['location']).toMatch(/^https:\/\/id\.example\/oidc\/interaction\//)
  expect(asked.headers['strict-transport-security']).toBeTruthy()
  const set = asked.headers['set-cookie'] as string[]
  expect(set).toHaveLength(2)
  for (const cookie of set) expect(cookie.toLowerCase()).toMatch(/; secure/)

  const user = await house.addUser()
  const { token } = await house.addSession(user.id)
  const name = sessionCookieName(house.tenancy)
  expect(name).toMatch(/^__Host-/)
  const answered = await get(path, { cookie: `${name}=${token}` })
  const callback = new URL(String(answered.headers['location']))
  expect(callback.searchParams.get('code')).toBeTruthy()
  expect(callback.searchParams.get('iss')).toBe('https://id.example')
})

test('what a request says of its own host changes no address', async () => {
  for (const headers of [{ host: 'evil.example' }, { 'x-forwarded-host': 'evil.example' }]) {
    const { body } = await get('/.well-known/openid-configuration', headers as Record<string, string>)
    expect(body).not.toContain('evil.example')
  }
})

test('a request that names a whole address of another host changes no address, and a NUL in it goes no further', async () => {
  const asked = (path: string) => get(`http://evil.example${path}`, { host: 'evil.example' })
  const answer = await asked('/.well-known/openid-configuration')
  expect(answer.status).toBe(200)
  expect(answer.body).not.toContain('evil.example')
  expect((await asked('/oidc/auth?client_id=%00')).status).toBe(400)
})
