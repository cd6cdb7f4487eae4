import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RequestId } from '#contract/ids.ts'
import { beginTestSignIn } from '#domain/applications/begin-test-sign-in.ts'
import { createApplication } from '#domain/applications/create-application.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { reactivateUser } from '#domain/users/reactivate-user.ts'
import { listen } from '#http/listen.ts'
import { createHouse, type House, type TestUser } from '../../../test/harness.ts'
import { freePort } from '../../../test/oidc-server.ts'
import { decide, type Enrolled, enrolPhone } from '../../../test/phone-harness.ts'

/** Everything real: the sign-in pages, a phone that speaks the device protocol, `openid-client` as the application. */
let house: House
let close: () => Promise<void>
let owner: TestUser

beforeAll(async () => {
  const port = await freePort()
  const opened = await createHouse({ address: `http://localhost:${port}` })
  house = opened.house
  const listening = await listen(house.app, { host: 'localhost', port })
  close = async () => {
    await listening.close(100)
    await opened.close()
  }
  owner = await house.addOwner()
})
afterAll(() => close?.())

/** A browser without script on the real server. */
function createVisitor() {
  const jar = new Map<string, { pair: string; path: string }>()
  async function send(url: string, body?: Record<string, string>) {
    const { pathname, origin } = new URL(url)
    const cookie = [...jar.values()].filter(({ path }) => pathname.startsWith(path)).map(({ pair }) => pair)
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookie.join('; '), origin },
      ...(body && { method: 'POST', body: new URLSearchParams(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const path = /;\s*path=([^;]+)/i.exec(set)?.[1] ?? '/'
      jar.set(`${path} ${pair.split('=')[0]}`, { pair, path })
    }
    const location = response.headers.get('location')
    return {
      status: response.status,
      html: await response.text(),
      url,
      next: location ? new URL(location, url).href : null,
    }
  }
  /** Follows redirects as long as they stay in the house. */
  async function go(url: string, body?: Record<string, string>) {
    let page = await send(url, body)
    for (let hops = 0; hops < 12 && page.next?.startsWith(house.tenancy.baseUrl); hops++) {
      if (page.next.includes('/admin/test-sign-in')) break
      page = await send(page.next)
    }
    return page
  }
  return { go }
}

async function configure(clientId: string, secret: string) {
  return client.discovery(new URL(house.tenancy.baseUrl), clientId, secret, undefined, {
    execute: [client.allowInsecureRequests],
  })
}

async function begin(config: client.Configuration, redirectUri: string, extra: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...extra,
  })
  return {
    url: url.href,
    finish: (callback: string) =>
      client.authorizationCodeGrant(config, new URL(callback), {
        pkceCodeVerifier: verifier,
        expectedState: state,
      }),
  }
}

/** From the page that asks for the address to the application's own: identified there, approved on the phone. */
async function signIn(
  visitor: ReturnType<typeof createVisitor>,
  url: string,
  person: TestUser,
  phone: Enrolled,
) {
  const email = await visitor.go(url)
  const action = new URL(/<form[^>]*action="([^"]+)"/.exec(email.html)?.[1] ?? '', email.url).href
  const waiting = await visitor.go(action, { address: person.email })
  const number = /class="number">(\d+)</.exec(waiting.html)?.[1]
  const asked = await house.db
    .selectFrom('approvalRequests')
    .select('id')
    .where('userId', '=', person.id)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  await decide(
    phone,
    { id: RequestId.parse(asked.id) },
    {
      kind: 'approve',
      number: number ?? '',
      verification: phone.verification,
    },
  )
  const done = await visitor.go(waiting.url)
  return done.next ?? `stayed at ${done.url}: ${done.status} ${done.html.slice(0, 2000)}`
}

const settings = {
  name: 'Payroll',
  kind: 'web',
  redirectUris: ['https://app.example/callback'],
  postLogoutRedirectUris: [],
  access: 'everyone',
  unknownAddress: 'neutral',
  sessionSeconds: 3600,
  approvalDigits: 2,
  passkeyRequired: false,
} as const

test('a person signs in to an application with their phone; suspended, they lose every token at once', async () => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = await enrolPhone(house, kim)
  const { application, secret } = await house.work(owner, (work) =>
    createApplication(work, {
      ...settings,
      redirectUris: [...settings.redirectUris],
      postLogoutRedirectUris: [],
    }),
  )
  const config = await configure(application.clientId, secret ?? '')
  const visitor = createVisitor()
  const first = await begin(config, 'https://app.example/callback', { login_hint: kim.email })
  const tokens = await first.finish(await signIn(visitor, first.url, kim, phone))
  expect(tokens.claims()).toMatchObject({ email: kim.email, name: kim.name })
  expect(tokens.claims()?.['amr']).toContain('mfa')
  expect((await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''))['email']).toBe(
    kim.email,
  )

  // Again, in the same browser: nobody is asked.
  const second = await begin(config, 'https://app.example/callback')
  const silent = await visitor.go(second.url)
  expect((await second.finish(silent.next ?? '')).claims()?.sub).toBe(tokens.claims()?.sub)

  // prompt=login: the phone once more.
  const third = await begin(config, 'https://app.example/callback', { prompt: 'login' })
  const fresh = await third.finish(await signIn(visitor, third.url, kim, phone))
  expect(fresh.claims()?.['sid']).not.toBe(tokens.claims()?.['sid'])

  const renewed = await client.refreshTokenGrant(config, fresh.refresh_token ?? '')
  await house.work(owner, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
  for (const token of [tokens.access_token, fresh.access_token, renewed.access_token])
    expect((await client.tokenIntrospection(config, token)).active).toBe(false)
  await expect(client.refreshTokenGrant(config, renewed.refresh_token ?? '')).rejects.toThrow()
  await house.work(owner, (work) => reactivateUser(work, { userId: kim.id }))
  // Sessions and tokens do not come back with the person.
  await expect(client.refreshTokenGrant(config, renewed.refresh_token ?? '')).rejects.toThrow()
  expect((await client.tokenIntrospection(config, renewed.access_token)).active).toBe(false)
  const none = await begin(config, 'https://app.example/callback', { prompt: 'none' })
  expect((await visitor.go(none.url)).next).toContain('error=login_required')
})

test('a test sign-in from the console has its own address and secret for as long as it runs', async () => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = await enrolPhone(house, kim)
  const { application, secret } = await house.work(owner, (work) =>
    createApplication(work, {
      ...settings,
      redirectUris: [...settings.redirectUris],
      postLogoutRedirectUris: [],
    }),
  )
  const callback = `${house.tenancy.baseUrl}/admin/test-sign-in`
  const early = await begin(await configure(application.clientId, secret ?? ''), callback)
  expect((await createVisitor().go(early.url)).status).toBe(400)
  const run = await house.work(owner, (work) => beginTestSignIn(work, { applicationId: application.id }))
  expect(run.redirectUri).toBe(callback)
  const config = await configure(run.clientId, run.clientSecret ?? '')
  const visitor = createVisitor()
  const begun = await begin(config, callback)
  const tokens = await begun.finish(await signIn(visitor, begun.url, kim, phone))
  expect(tokens.claims()).toMatchObject({ email: kim.email })
  // As the console's script does, from its own origin.
  const again = await begin(config, callback)
  const url = (await visitor.go(again.url)).next
  expect(url).toContain('code=')
  house.advance(601)
  expect((await createVisitor().go((await begin(config, callback)).url)).status).toBe(400)
  house.advance(-601)
})
