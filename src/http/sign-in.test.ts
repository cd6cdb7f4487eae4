import { expect } from 'vitest'
import { endAccount, restoreAccount } from '#contract/accounts.ts'
import { outOfBandAcr, phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { sessionCookieName, signInCookieName } from '#domain/sessions/session-cookie.ts'
import { findFinishedSignIn } from '#domain/sign-in/find-finished-sign-in.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { test } from '../../test/harness.ts'
import { addAccount } from '../../test/holdings.ts'
import { createBrowser } from '../../test/page-client.ts'
import {
  addApplication,
  addPhone,
  answer,
  beginFor,
  failures,
  identify,
  numberOf,
  requestOf,
  sessionsOf,
  signInOf,
} from '../../test/sign-in.ts'

test('an administrator signs in to the console with their phone, and lands where they wanted', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const phone = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, ` ${owner.email.toUpperCase()} `, '/sign-in?to=/admin/users?q=kim')
  expect(waiting.heading).toBe('Check your phone')
  expect(numberOf(waiting)).toMatch(/^[1-9]\d$/)
  expect(waiting.text).toContain('Latchkey console')
  expect(browser.cookies.has(sessionCookieName(house.tenancy))).toBe(false)

  await answer(house, waiting, 'approved', { deviceId: phone })
  const after = await browser.open(waiting.path)
  expect(after.status).toBe(303)
  expect(after.location).toBe('/admin/users?q=kim')
  const [session] = await sessionsOf(house, owner.id)
  const token = browser.cookies.get(sessionCookieName(house.tenancy)) ?? ''
  expect(session?.tokenHash.equals(sha256(token))).toBe(true)
  expect(session).toMatchObject({ deviceId: phone, applicationId: null, amr: ['pop', 'user', 'mfa', 'pin'] })
  expect(await house.events()).toEqual(expect.arrayContaining(['session.created', 'user.signin.succeeded']))

  // Again, and in a second tab: nothing more is redeemed.
  const again = await browser.open(waiting.path)
  expect(again.heading).toBe('You’re signed in')
  expect(again.html).toContain('href="/admin/users?q=kim"')
  expect(await sessionsOf(house, owner.id)).toHaveLength(1)
  expect((await browser.open('/sign-in?to=/admin')).location).toBe('/admin')
})

test('someone who is no administrator is told so at the console, before and after signing in', async ({
  house,
}) => {
  const kim = await house.addUser()
  const phone = await addPhone(house, kim)
  const browser = createBrowser(house)
  const waiting = await identify(browser, kim.email)
  await answer(house, waiting, 'approved', { deviceId: phone })
  const refused = await browser.open(waiting.path)
  expect(refused).toMatchObject({ status: 403, heading: 'The console is for administrators' })
  expect(await sessionsOf(house, kim.id)).toEqual([])
  expect(await failures(house)).toEqual(['administrator'])

  const { token } = await house.addSession(kim.id)
  browser.cookies.set(sessionCookieName(house.tenancy), token)
  const page = await browser.open('/sign-in?to=/admin')
  expect(page).toMatchObject({ status: 403, heading: 'The console is for administrators' })
  expect((await browser.open('/sign-in?as=other')).heading).toBe('Sign in to Latchkey console')
})

test('an application gets its account, its session length and its number, and is resumed once', async ({
  house,
}) => {
  const kim = await house.addUser()
  const phone = await addPhone(house, kim)
  const application = await addApplication(house, { digits: 6 })
  const browser = createBrowser(house)
  const path = await beginFor(house, browser, application, 'kim1@example.com')
  const email = await browser.open(path)
  expect(email.heading).toBe('Sign in to Payroll')
  expect(email.html).toContain('value="kim1@example.com"')
  expect(email.html).toContain('autocomplete="username webauthn"')
  const waiting = await browser.press(email, 'Continue', { address: kim.email })
  expect(numberOf(waiting)).toMatch(/^\d{6}$/)
  await answer(house, waiting, 'approved', { deviceId: phone })
  const after = await browser.open(waiting.path)
  const id = signInOf(waiting)
  expect(after.location).toBe(`/oidc/interaction/interaction-1/resume?sign_in=${id}`)

  const [session] = await sessionsOf(house, kim.id)
  expect(session?.expiresAt).toEqual(new Date(house.now.getTime() + 3600_000))
  expect(await house.db.selectFrom('accounts').selectAll().execute()).toMatchObject([
    { userId: kim.id, applicationId: application, status: 'active' },
  ])
  const cookies = { signIn: browser.cookies.get(signInCookieName(house.tenancy)), browser: undefined }
  const find = (uid: string, with_ = cookies) =>
    house.work(null, (work) =>
      findFinishedSignIn(work, { id, resume: { kind: 'oidc', uid }, cookies: with_ }),
    )
  expect(await find('interaction-1')).toMatchObject({ userId: kim.id, sessionId: session?.id })
  expect(await find('interaction-2')).toBeUndefined()
  expect(await find('interaction-1', { signIn: randomToken(), browser: undefined })).toBeUndefined()
  house.advance(301)
  expect(await find('interaction-1')).toBeUndefined()
})

test.for(['everyone', 'assigned'] as const)(
  'whoever was removed from an application that is open to %s is told so once the phone said yes, and gets no session by it',
  async (access, { house }) => {
    const [owner, kim] = [await house.addOwner(), await house.addUser()]
    const phone = await addPhone(house, kim)
    const applicationId = await addApplication(house)
    await addAccount(house, kim, applicationId)
    await house.db.updateTable('applications').set({ access }).where('id', '=', applicationId).execute()
    const params = { userId: kim.id, applicationId }
    await house.as(owner)(endAccount, { params, body: { deactivateIfLast: false } })

    const browser = createBrowser(house)
    const path = await beginFor(house, browser, applicationId)
    const waiting = await identify(browser, kim.email, path)
    // Before that a stranger at the keyboard learns nothing of it.
    expect(waiting.heading).toBe('Check your phone')
    await answer(house, waiting, 'approved', { deviceId: phone })
    const refused = await browser.open(waiting.path)
    expect(refused).toMatchObject({
      status: 403,
      heading: 'You don’t have access to this application any more',
    })
    expect(await failures(house)).toEqual(['account-not-ended'])
    expect(await sessionsOf(house, kim.id)).toEqual([])
    expect(await house.db.selectFrom('accounts').select('endedAt').execute()).toEqual([
      { endedAt: house.now },
    ])

    await house.as(owner)(restoreAccount, { params, body: {} })
    const again = createBrowser(house)
    const asked = await identify(again, kim.email, await beginFor(house, again, applicationId))
    await answer(house, asked, 'approved', { deviceId: phone })
    expect((await again.open(asked.path)).location).toContain('/oidc/interaction/')
  },
)

test('only the browser that began a sign-in sees, asks, hears or finishes anything', async ({ house }) => {
  const owner = await house.addOwner()
  const phone = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  await answer(house, waiting, 'approved', { deviceId: phone })

  const stranger = createBrowser(house)
  await stranger.open('/sign-in')
  for (const other of [stranger, createBrowser(house)]) {
    const refused = await other.open(waiting.path)
    expect(refused).toMatchObject({ status: 403, heading: 'This sign-in belongs to another browser' })
    expect((await other.send(`${waiting.path}/events`)).status).toBe(404)
    const asked = await other.submit(waiting, 'Send again')
    expect(asked.status).toBe(303)
    const started = await other.submit(waiting, 'Not you\\?')
    expect(started.headers.get('location')).toBe(waiting.path)
    expect(other.cookies.has(sessionCookieName(house.tenancy))).toBe(false)
  }
  expect(await sessionsOf(house, owner.id)).toEqual([])
  expect((await browser.open(waiting.path)).location).toBe('/admin')
  expect((await browser.open(`/sign-in/${newId()}`)).status).toBe(404)
  expect((await browser.open('/sign-in/nonsense')).status).toBe(404)
})

test('a token that the browser brought along never becomes its session', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const phone = await addPhone(house, owner)
  const browser = createBrowser(house)
  const before = await house.addSession(kim.id)
  browser.cookies.set(sessionCookieName(house.tenancy), before.token)
  const waiting = await identify(browser, owner.email, '/sign-in?as=other')
  await answer(house, waiting, 'approved', { deviceId: phone })
  await browser.open(waiting.path)
  const token = browser.cookies.get(sessionCookieName(house.tenancy))
  expect(token).not.toBe(before.token)
  // Another person's session in this browser is over.
  expect(await sessionsOf(house, kim.id)).toMatchObject([{ endedWhy: 'superseded' }])
})

test('a sign-in is over after an hour, and starts anew only from its own browser', async ({ house }) => {
  const owner = await house.addOwner()
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  house.advance(3601)
  expect(await browser.open(waiting.path)).toMatchObject({
    status: 410,
    heading: 'This sign-in took too long',
  })
})

test('forms of other sites and bodies that are none are refused with a page', async ({ house }) => {
  const browser = createBrowser(house)
  const email = await browser.open('/sign-in')
  const form = { method: 'POST', body: 'address=kim@example.com' }
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const origin of ['https://evil.example', 'null']) {
    const refused = await browser.send(email.path, { ...form, headers: { ...type, origin } })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('This came from another site')
  }
  const json = await browser.send(email.path, { ...form, headers: { 'content-type': 'application/json' } })
  expect(json.status).toBe(415)
  const huge = await browser.send(email.path, {
    ...form,
    body: `address=${'a'.repeat(300_000)}`,
    headers: type,
  })
  expect(huge.status).toBe(413)
  const wrong = await browser.press(email, 'Continue', { address: 'not an address' })
  expect(wrong.text).toContain('Enter your work email')
})

test('every page keeps the strict policy, and none is kept by caches', async ({ house }) => {
  const browser = createBrowser(house)
  const owner = await house.addOwner()
  const pages = [
    await browser.open('/sign-in'),
    await identify(browser, owner.email),
    await browser.open('/help'),
  ]
  pages.push(await browser.open('/signed-out'), await browser.open('/sign-in/nonsense'))
  for (const page of pages) {
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';/,
    )
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.html).not.toMatch(/ style=| on[a-z]+=/)
    expect(page.html.match(/<h1>/g)).toHaveLength(1)
  }
})

test.for([
  ['/admin/users?status=active', '/admin/users?status=active'],
  ['//evil.example/admin', '/admin'],
  ['https://evil.example/admin', '/admin'],
  ['/admin/../sign-in', '/admin'],
  ['/administrator', '/admin'],
  ['/admin\\@evil.example', '/admin'],
] as const)('the console is entered at %s as %s', async ([to, lands], { house }) => {
  const owner = await house.addOwner()
  const browser = createBrowser(house)
  browser.cookies.set(sessionCookieName(house.tenancy), (await house.addSession(owner.id)).token)
  expect((await browser.open(`/sign-in?to=${encodeURIComponent(to)}`)).location).toBe(lands)
})

test('the stream says how the sign-in stands at once, and when it changes', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  const stream = await browser.send(`${waiting.path}/events`)
  expect(stream.headers.get('content-type')).toMatch('text/event-stream')
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toContain(`waiting.${requestOf(waiting)}`)
  await answer(house, waiting, 'approved', { deviceId })
  expect((await reader?.read())?.value).toContain('data: approved')
  expect((await reader?.read())?.done).toBe(true)
})

test('six digits or the QR code make a session say that more than two digits were carried over', async ({
  house,
}) => {
  const user = await house.addUser()
  const deviceId = await addPhone(house, user)
  const begin = async (digits: 2 | 6) => {
    const browser = createBrowser(house)
    const at = await beginFor(house, browser, await addApplication(house, { digits }))
    return { browser, waiting: await identify(browser, user.email, at) }
  }
  for (const [digits, how] of [
    [2, 'number'],
    [6, 'number'],
    [2, 'qr'],
  ] as const) {
    const { browser, waiting } = await begin(digits)
    await answer(house, waiting, 'approved', { deviceId })
    await house.db.updateTable('approvalRequests').set({ how }).where('id', '=', requestOf(waiting)).execute()
    expect((await browser.send(waiting.path)).status).toBe(303)
  }
  const acrs = (await sessionsOf(house, user.id)).map(({ acr }) => acr)
  expect(acrs.toSorted()).toEqual([phoneAcr, outOfBandAcr, outOfBandAcr])
})
