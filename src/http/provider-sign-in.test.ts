import { expect } from 'vitest'
import { deactivateUser } from '#contract/users.ts'
import { beginTrip } from '#domain/providers/begin-trip.ts'
import { linkUpstream } from '#domain/providers/link-upstream.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { nobody } from '#domain/work.ts'
import {
  addKim,
  change,
  comeIn,
  headingOf,
  kim,
  linksIn,
  sessionOf,
  signIn,
  test,
} from '../../test/company.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'

test('a verified address of a trusted provider signs its person in, and links them for good', async ({
  company,
}) => {
  const { house, upstream } = company
  const user = await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const back = await signIn(company, browser, signInId)
  expect([back.status, back.headers.get('location')]).toEqual([303, `/sign-in/${signInId}`])
  const next = await browser.send(`/sign-in/${signInId}`)
  expect(next.headers.get('location')).toBe('/account')
  expect(sessionOf(browser, company)).toBeDefined()
  expect(await linksIn(company)).toEqual([
    { userId: user.id, subject: kim.sub, linkedBy: 'verified-email', lastUsedAt: house.now },
  ])
  expect(await house.events()).toEqual(
    expect.arrayContaining(['provider.created', 'user.provider.linked', 'user.signin.succeeded']),
  )
  expect((await house.mails()).map(({ to, subject }) => [to, subject])).toContainEqual([
    kim.email,
    'A way to sign in was added at Northwind',
  ])
  const [{ data } = { data: {} }] = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'user.signin.succeeded')
    .execute()
  expect(data).toMatchObject({ providerId: company.providerId })

  // From now on the address is nothing to go by.
  upstream.present({ ...kim, email: 'kim.new@contoso.example', email_verified: false })
  const again = await comeIn(company)
  await signIn(company, again.browser, again.signInId)
  await again.browser.send(`/sign-in/${again.signInId}`)
  expect(sessionOf(again.browser, company)).toBeDefined()
  expect(await linksIn(company)).toHaveLength(1)
})

test('an address that is not verified, there or here, or of a provider that is not trusted, links nobody', async ({
  company,
}) => {
  const { house, upstream } = company
  const user = await addKim(house)
  const nobodyGetsIn = async () => {
    const { browser, signInId } = await comeIn(company)
    expect((await signIn(company, browser, signInId)).status).toBe(303)
    await browser.send(`/sign-in/${signInId}`)
    expect(sessionOf(browser, company)).toBeUndefined()
    expect(await linksIn(company)).toEqual([])
  }
  upstream.present({ ...kim, email_verified: false })
  await nobodyGetsIn()

  upstream.present(kim)
  await change(company, { trusted: false })
  await nobodyGetsIn()

  await change(company, { trusted: true })
  await house.db.updateTable('users').set({ emailVerified: false }).where('id', '=', user.id).execute()
  await nobodyGetsIn()
})

test('another subject with the address of somebody who is linked proves the account first', async ({
  company,
}) => {
  const { house, upstream, providerId } = company
  const user = await addKim(house)
  const first = { providerId, subject: 'kim-before', email: kim.email, emailVerified: true }
  await house.work(null, (work) =>
    linkUpstream(work, {
      userId: user.id,
      upstream: { ...first, firstName: null, lastName: null },
      by: 'self',
    }),
  )
  upstream.present({ ...kim, sub: 'whoever-has-the-mailbox-now' })
  const { browser, signInId } = await comeIn(company)
  await signIn(company, browser, signInId)
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeUndefined()
  expect((await linksIn(company)).map(({ subject }) => subject)).toEqual(['kim-before'])
})

test('people whom nobody added are added where the provider may, and only with a verified address', async ({
  company,
}) => {
  const { house, upstream } = company
  const arrive = async () => {
    const { browser, signInId } = await comeIn(company)
    await signIn(company, browser, signInId)
    await browser.send(`/sign-in/${signInId}`)
    return sessionOf(browser, company) !== undefined
  }
  upstream.present(kim)
  expect(await arrive()).toBe(false)
  await change(company, { createsUsers: true })
  upstream.present({ ...kim, email_verified: false })
  expect(await arrive()).toBe(false)
  await change(company, { createsUsers: true, trusted: false })
  upstream.present(kim)
  expect(await arrive()).toBe(false)
  expect(await house.db.selectFrom('users').select('id').where('email', '=', kim.email).execute()).toEqual([])

  await change(company, { createsUsers: true })
  expect(await arrive()).toBe(true)
  const made = await house.db
    .selectFrom('users')
    .select(['name', 'status', 'emailVerified', 'adminRole', 'providerLinks'])
    .where('email', '=', kim.email)
    .executeTakeFirst()
  expect(made).toEqual({
    name: 'Kim Park',
    status: 'active',
    emailVerified: true,
    adminRole: null,
    providerLinks: 1,
  })
  expect(await house.events()).toEqual(
    expect.arrayContaining(['user.created', 'user.provider.linked', 'user.activated', 'user.email.verified']),
  )
})

test('somebody who was invited and has nothing yet becomes active by their company’s word', async ({
  company,
}) => {
  const { house, upstream } = company
  const user = await house.addUser({ email: kim.email, status: 'invited' })
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  await signIn(company, browser, signInId)
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeDefined()
  expect(
    await house.db
      .selectFrom('users')
      .select(['status', 'emailVerified'])
      .where('id', '=', user.id)
      .execute(),
  ).toEqual([{ status: 'active', emailVerified: true }])
})

test('a signed-in person adds a way in, in the session that asked for it', async ({ company }) => {
  const { house, upstream, providerId } = company
  const user = await house.addUser({ email: 'kim.private@example.com' })
  const stranger = await house.addUser()
  upstream.present(kim)
  const { id: sessionId, token } = await house.addSession(user.id)
  const { ground, tenancy } = house
  const actor = nobody(tenancy.tenantId, { ip: '', userAgent: '', requestId: 'test' })
  const begin = () => beginTrip(ground, tenancy, actor, { providerId, purpose: 'link', sessionId })
  const path = await upstream.visit((await begin()).url)
  expect((await house.request(path, {}, stranger)).status).toBe(403)
  expect((await house.request(path)).status).toBe(403)
  const headers = { cookie: `${sessionCookieName(tenancy)}=${token}` }
  const done = await house.request(path, { headers })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/account'])
  expect(await linksIn(company)).toMatchObject([{ userId: user.id, subject: kim.sub, linkedBy: 'self' }])

  // What is one person's way in does not become another's.
  const other = await house.addSession(stranger.id)
  const second = await beginTrip(ground, tenancy, actor, { providerId, purpose: 'link', sessionId: other.id })
  const refused = await house.request(await upstream.visit(second.url), {
    headers: { cookie: `${sessionCookieName(tenancy)}=${other.token}` },
  })
  expect([refused.status, await headingOf(refused)]).toEqual([409, 'Somebody else uses this account'])
})

test('through the pages: somebody proves their account by its password, and is linked from then on', async ({
  company,
}) => {
  const { house, upstream, providerId } = company
  await setPolicy(house, { order: ['password', 'provider'], secondFactor: 'none' }, 'sign-in')
  const user = await addKim(house)
  const other = await house.addUser({ email: 'other@example.com' })
  await givePassword(house, user, 'quiet river under the bridge')
  await givePassword(house, other, 'loud river over the bridge')
  upstream.present({ ...kim, email_verified: false })

  const through = async () => {
    const { browser, signInId } = await comeIn(company)
    const page = await browser.open(`/sign-in/${signInId}`)
    expect(page.text).toContain('Continue with Contoso')
    const left = await browser.send(`/sign-in/${signInId}/provider`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `provider=${providerId}`,
    })
    expect(left.status).toBe(303)
    await browser.send(await upstream.visit(left.headers.get('location') ?? ''))
    return { browser, page: await browser.open(`/sign-in/${signInId}`) }
  }
  const first = await through()
  expect(first.page.text).toContain('Contoso')
  expect(sessionOf(first.browser, company)).toBeUndefined()
  const wrong = await first.browser.press(first.page, 'Sign in', { password: 'loud river over the bridge' })
  expect(sessionOf(first.browser, company)).toBeUndefined()
  expect(await linksIn(company)).toEqual([])
  const done = await first.browser.press(wrong, 'Sign in', { password: 'quiet river under the bridge' })
  expect(done.location).toBe('/account')
  expect(await linksIn(company)).toMatchObject([{ userId: user.id, subject: kim.sub, linkedBy: 'proof' }])

  const second = await through()
  expect(second.page.location).toBe('/account')
  expect(sessionOf(second.browser, company)).toBeDefined()
})

test('a link that was taken away between the answer and the end of the sign-in does not serve', async ({
  company,
}) => {
  const { house, upstream } = company
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  expect((await signIn(company, browser, signInId)).status).toBe(303)
  await house.db.deleteFrom('providerLinks').execute()
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeUndefined()
})

test('who was deactivated is not let in by their company', async ({ company }) => {
  const { house, upstream, owner } = company
  const user = await addKim(house)
  upstream.present(kim)
  const first = await comeIn(company)
  await signIn(company, first.browser, first.signInId)
  await house.as(owner)(deactivateUser, { params: { userId: user.id }, body: { kind: 'investigation' } })
  await first.browser.send(`/sign-in/${first.signInId}`)
  expect(sessionOf(first.browser, company)).toBeUndefined()
  const second = await comeIn(company)
  await signIn(company, second.browser, second.signInId)
  await second.browser.send(`/sign-in/${second.signInId}`)
  expect(sessionOf(second.browser, company)).toBeUndefined()
})
