import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignInId } from '#contract/ids.ts'
import { outOfBandAcr, phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { passkeyAcr, passwordAcr } from '#domain/sign-in/methods.ts'
import { speakTo } from '../../../test/oidc-application.ts'
import { type OidcServer, startOidcServer, type TestTenant } from '../../../test/oidc-server.ts'

let server: OidcServer
let tenant: TestTenant

beforeAll(async () => {
  server = await startOidcServer()
  tenant = await server.addTenant('acme', true)
})
afterAll(() => server?.stop())

const { authorize, redeem, introspect, tokensFor, newPerson, eventsOf, browser, authorizationUrl, finish } =
  speakTo(() => tenant)

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
      .set({
        startedAt: new Date(work.now.getTime() - 3_600_000),
        provedAt: new Date(work.now.getTime() - 3_600_000),
      })
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

test('an application that asks for six digits is not entered by a session that two digits began', async () => {
  const application = await tenant.addApplication()
  const { cookie, sessionId } = await tenant.signIn(await newPerson())
  expect((await authorize(application, cookie)).answer.get('code')).toBeTruthy()
  const payroll = await tenant.addApplication()
  await tenant.write((work) =>
    work.db
      .updateTable('applications')
      .set({ approvalDigits: 6, passkeyRequired: false })
      .where('id', '=', payroll.id)
      .execute(),
  )
  expect((await authorize(payroll, cookie)).location).toMatch(/\/oidc\/interaction\/[\w-]+$/)
  expect((await authorize(payroll, cookie, { prompt: 'none' })).answer.get('error')).toBe('login_required')
  await tenant.write((work) =>
    work.db.updateTable('sessions').set({ acr: outOfBandAcr }).where('id', '=', sessionId).execute(),
  )
  expect((await authorize(payroll, cookie)).answer.get('code')).toBeTruthy()
})

test('acr_values asks for a phone where a password began the session, and the sign-in knows', async () => {
  const application = await tenant.addApplication()
  const { cookie, sessionId } = await tenant.signIn(await newPerson())
  const become = (acr: string) =>
    tenant.write((work) => work.db.updateTable('sessions').set({ acr }).where('id', '=', sessionId).execute())
  await become(passwordAcr)
  const asks = async (acrs: string) =>
    (await authorize(application, cookie, { acr_values: acrs })).answer.get('code') === null
  expect(await asks(phoneAcr)).toBe(true)
  expect(await asks(`${phoneAcr} ${passwordAcr}`)).toBe(false)
  expect(await asks('https://elsewhere.example/loa3')).toBe(false)
  const none = await authorize(application, cookie, { acr_values: phoneAcr, prompt: 'none' })
  expect(none.answer.get('error')).toBe('login_required')
  await become(phoneAcr)
  expect([await asks(phoneAcr), await asks(outOfBandAcr)]).toEqual([false, true])

  const visitor = browser([cookie])
  const asked = await visitor.get(authorizationUrl(application, { acr_values: outOfBandAcr }))
  const begun = await visitor.get(asked.location ?? '')
  const id = /\/sign-in\/([0-9a-f-]{36})$/.exec(begun.location ?? '')?.[1] as SignInId
  const row = await tenant.write((work) =>
    work.db.selectFrom('signIns').select(['askedAcr', 'fresh']).where('id', '=', id).executeTakeFirst(),
  )
  expect(row).toEqual({ askedAcr: outOfBandAcr, fresh: true })
})

test('acr_values asks for a passkey, and a passkey is enough for six digits', async () => {
  const application = await tenant.addApplication()
  const { cookie, sessionId } = await tenant.signIn(await newPerson())
  const become = (acr: string) =>
    tenant.write((work) => work.db.updateTable('sessions').set({ acr }).where('id', '=', sessionId).execute())
  const asks = async (acrs: string) =>
    (await authorize(application, cookie, { acr_values: acrs })).answer.get('code') === null
  await become(outOfBandAcr)
  expect([await asks(passkeyAcr), await asks(`${passkeyAcr} ${phoneAcr}`)]).toEqual([true, false])
  const visitor = browser([cookie])
  const asked = await visitor.get(authorizationUrl(application, { acr_values: passkeyAcr }))
  const begun = await visitor.get(asked.location ?? '')
  const id = /\/sign-in\/([0-9a-f-]{36})$/.exec(begun.location ?? '')?.[1] as SignInId
  const row = await tenant.write((work) =>
    work.db.selectFrom('signIns').select('askedAcr').where('id', '=', id).executeTakeFirst(),
  )
  expect(row).toEqual({ askedAcr: passkeyAcr })
  await become(passkeyAcr)
  await tenant.write((work) =>
    work.db.updateTable('applications').set({ approvalDigits: 6 }).where('id', '=', application.id).execute(),
  )
  expect([await asks(passkeyAcr), await asks(outOfBandAcr)]).toEqual([false, false])
})

test('an application that takes passkeys alone is entered by nothing less, and what is out for less holds no more', async () => {
  const application = await tenant.addApplication()
  const { cookie, sessionId, access } = await tokensFor(application, await newPerson())
  const holds = async () => (await introspect(application, access)).body.active
  expect(await holds()).toBe(true)
  await tenant.write((work) =>
    work.db
      .updateTable('applications')
      .set({ passkeyRequired: true })
      .where('id', '=', application.id)
      .execute(),
  )
  expect(await holds()).toBe(false)
  const payroll = await tenant.addApplication()
  await tenant.write((work) =>
    work.db.updateTable('applications').set({ passkeyRequired: true }).where('id', '=', payroll.id).execute(),
  )
  const none = await authorize(payroll, cookie, { prompt: 'none' })
  expect(none.answer.get('error')).toBe('login_required')
  await tenant.write((work) =>
    work.db.updateTable('sessions').set({ acr: passkeyAcr }).where('id', '=', sessionId).execute(),
  )
  expect((await authorize(payroll, cookie)).answer.get('code')).toBeTruthy()
  expect(await holds()).toBe(true)
})

test('auth_time is when the password was typed, also where risky acts ask for more', async () => {
  const application = await tenant.addApplication()
  const { cookie, sessionId } = await tenant.signIn(await newPerson())
  await tenant.write((work) =>
    work.db
      .updateTable('sessions')
      .set({ provedAt: new Date(0) })
      .where('id', '=', sessionId)
      .execute(),
  )
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
