import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSession } from '#domain/sessions/end-session.ts'
import { challenge, speakTo } from '../../../test/oidc-application.ts'
import { type OidcServer, startOidcServer, type TestTenant } from '../../../test/oidc-server.ts'

let server: OidcServer
let tenant: TestTenant
let other: TestTenant

beforeAll(async () => {
  server = await startOidcServer()
  tenant = await server.addTenant('acme', true)
  other = await server.addTenant('globex', false)
})
afterAll(() => server?.stop())

const { authorize, codeFor, post, redeem, refresh, introspect, userinfo, tokensFor, newPerson, eventsOf } =
  speakTo(() => tenant)

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
