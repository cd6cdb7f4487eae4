import { expect } from 'vitest'
import { getMe } from '#contract/me.ts'
import { issueOverride } from '#contract/overrides.ts'
import { setOwnPassword } from '#contract/self.ts'
import { hit } from '#domain/limits/hit.ts'
import { mostTries } from '#domain/overrides/spend-override.ts'
import { renewProof } from '#domain/sessions/renew-proof.ts'
import { browserCookieName, sessionCookieName, signInCookieName } from '#domain/sessions/session-cookie.ts'
import { tryOverride } from '#domain/sign-in/try-override.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { createHouse, type House, staged, type TestUser, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import {
  addApplication,
  addPhone,
  beginFor,
  failures,
  identify,
  masked,
  sessionsOf,
  signInOf,
  signInRow,
} from '../../test/sign-in.ts'

const way = 'Passcode from your administrator'
const issue = async (house: House, user: TestUser, by?: TestUser) => {
  const admin = by ?? (await house.addOwner({ tenancy: user.tenancy }))
  const { code } = await house.as(admin)(issueOverride, {
    params: { userId: user.id },
    body: { reason: 'No phone today', minutes: 60 },
  })
  return code
}
const toPasscode = async (browser: Browser, address: string, at = '/sign-in?to=/account') =>
  browser.press(await identify(browser, address, at), way)
const type = (browser: Browser, page: Page, code: string) => browser.press(page, 'Continue', { code })
const cookieOf = (house: House, browser: Browser) => browser.cookies.get(sessionCookieName(house.tenancy))
const overrideOf = (house: House) =>
  house.db.selectFrom('overrides').selectAll().orderBy('issuedAt', 'desc').executeTakeFirstOrThrow()

test('a passcode signs in once, without the phone, for eight hours at most, and ends what waited there', async ({
  house,
}) => {
  await setPolicy(house, { lifetimeHours: 24 }, 'session')
  const kim = await house.addUser({ email: 'kim@example.com' })
  await addPhone(house, kim, { receives: true, pushTarget: true })
  const code = await issue(house, kim)
  const browser = createBrowser(house)
  const page = await toPasscode(browser, kim.email)
  expect(page.heading).toBe(way)
  // As people type it.
  const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
  const done = await type(browser, page, typed)
  expect(done.location).toBe('/account')
  const [session] = await sessionsOf(house, kim.id)
  expect(session).toMatchObject({
    amr: ['otp'],
    acr: 'urn:latchkey:acr:override',
    deviceId: null,
    provedAt: new Date(0),
  })
  expect((session?.expiresAt.getTime() ?? 0) - house.now.getTime()).toBe(8 * 3_600_000)
  expect(await overrideOf(house)).toMatchObject({ endedWhy: 'used', usedAt: house.now })
  const [request] = await house.db.selectFrom('approvalRequests').select('state').execute()
  expect(request).toEqual({ state: 'passcode' })
  expect(await house.events()).toEqual(
    expect.arrayContaining(['override.used', 'signin.request.cancelled', 'user.signin.succeeded']),
  )
  const subjects = (await house.mails()).map(({ subject }) => subject)
  expect(subjects).toContain('You signed in with a passcode at Northwind')

  const second = createBrowser(house)
  const again = await type(second, await toPasscode(second, kim.email), code)
  expect(again.text).toContain('That code didn’t work. Check it or ask for a new one.')
  expect(cookieOf(house, second)).toBeUndefined()
})

test('its session proves nothing for a risky act, now or later', async ({ house }) => {
  const kim = await house.addUser({ email: 'kim@example.com' })
  await givePassword(house, kim, 'quiet river under the bridge')
  await addPhone(house, kim)
  const browser = createBrowser(house)
  await type(browser, await toPasscode(browser, kim.email), await issue(house, kim))
  const call = (path: string, init: RequestInit = {}) =>
    house.request(path, {
      ...init,
      headers: {
        'content-type': 'application/json',
        cookie: `${sessionCookieName(house.tenancy)}=${cookieOf(house, browser)}`,
      },
    })
  const me = (await (await call(`/api/v1${getMe.path}`)).json()) as { proofs: string[] }
  expect(me.proofs).toEqual(['sign-in'])
  const password = JSON.stringify({ password: 'another river, another bridge' })
  const codeOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { type: string }).type
  expect(await codeOf(call(`/api/v1${setOwnPassword.path}`, { method: 'PUT', body: password }))).toMatch(
    /step-up-required$/,
  )
  // Not by the password either, nor by asking the phone, nor by an approval that was asked for all the same.
  const known = JSON.stringify({ password: 'quiet river under the bridge' })
  expect(await codeOf(call('/api/v1/me/password-proofs', { method: 'POST', body: known }))).toMatch(
    /step-up-required$/,
  )
  const asking = JSON.stringify({ reason: 'Add a passkey' })
  expect(await codeOf(call('/api/v1/me/step-ups', { method: 'POST', body: asking }))).toMatch(
    /step-up-required$/,
  )
  const [session] = await sessionsOf(house, kim.id)
  if (!session) throw new Error('there is no session')
  // Whatever led there: no proof is ever noted for it.
  const renewed = house.work(null, (work) => renewProof(work, { sessionId: session.id }))
  await expect(renewed).rejects.toMatchObject({ code: 'step-up-required' })
  expect(session.provedAt).toEqual(new Date(0))
})

test('an administrator of a lower rank gets into the console by it, and no further', async ({ house }) => {
  const desk = await house.addAdmin('help-desk', { email: 'desk@example.com' })
  const browser = createBrowser(house)
  const page = await toPasscode(browser, desk.email, '/sign-in')
  expect((await type(browser, page, await issue(house, desk))).location).toBe('/admin')
  const [session] = await sessionsOf(house, desk.id)
  expect(session).toMatchObject({ acr: 'urn:latchkey:acr:override', provedAt: new Date(0) })
})

test('whoever showed a password and has no phone for the rest goes on by it, and back again', async ({
  house,
}) => {
  await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'everyone' }, 'sign-in')
  const kim = await house.addUser({ email: 'kim@example.com' })
  await givePassword(house, kim, 'quiet river under the bridge')
  await addPhone(house, kim)
  await house.db.updateTable('users').set({ requirePasswordReset: true }).where('id', '=', kim.id).execute()
  const browser = createBrowser(house)
  const asked = await identify(browser, kim.email, '/sign-in?to=/account')
  const waiting = await browser.press(asked, 'Sign in', { password: 'quiet river under the bridge' })
  expect(waiting.heading).toBe('Check your phone')
  expect(waiting.html).not.toContain('Use your password')
  const page = await browser.press(waiting, way)
  expect(page.heading).toBe(way)
  expect((await browser.press(page, 'Use your phone')).heading).toBe('Check your phone')
  // A password that has to be set is not set by this.
  const done = await type(browser, await browser.press(waiting, way), await issue(house, kim))
  expect(done.location).toBe('/account')
  const [session] = await sessionsOf(house, kim.id)
  expect(session).toMatchObject({
    amr: ['pwd', 'otp'],
    acr: 'urn:latchkey:acr:override',
    provedAt: new Date(0),
  })
})

test('it does not reach what asks for a phone by name or for a passkey, and stays unused there', async ({
  house,
}) => {
  const kim = await house.addUser({ email: 'kim@example.com' })
  const code = await issue(house, kim)
  const careful = await addApplication(house, { digits: 6 })
  const strict = await addApplication(house)
  await house.db.updateTable('applications').set({ passkeyRequired: true }).where('id', '=', strict).execute()
  for (const application of [careful, strict]) {
    const browser = createBrowser(house)
    const page = await toPasscode(browser, kim.email, await beginFor(house, browser, application))
    const refused = await type(browser, page, code)
    expect([refused.status, refused.heading]).toEqual([403, 'A passcode isn’t enough for this'])
  }
  await setPolicy(house, { passkeyRequiredFor: ['user'] }, 'sign-in')
  const plain = await addApplication(house)
  const byRole = createBrowser(house)
  const refused = await type(
    byRole,
    await toPasscode(byRole, kim.email, await beginFor(house, byRole, plain)),
    code,
  )
  expect(refused.heading).toBe('A passcode isn’t enough for this')
  await setPolicy(house, { passkeyRequiredFor: [] }, 'sign-in')
  expect(await overrideOf(house)).toMatchObject({ endedWhy: null, tries: 0 })
  expect(await sessionsOf(house, kim.id)).toEqual([])
  const browser = createBrowser(house)
  expect((await type(browser, await toPasscode(browser, kim.email), code)).location).toBe('/account')
})

test('unknown people, those without one and those with a wrong one see the same, five times and no more', async ({
  house,
}) => {
  await house.addUser({ email: 'plain@example.com' })
  await issue(house, await house.addUser({ email: 'held@example.com' }))
  const seen: string[][] = []
  for (const address of ['held@example.com', 'plain@example.com', 'nobody@example.com']) {
    const browser = createBrowser(house)
    let page = await toPasscode(browser, address)
    const states = [`${page.status} ${masked(page)}`]
    for (let n = 0; n < 7; n++) {
      const next = await type(browser, page, 'ABCDE12345')
      states.push(`${next.status} ${masked(next).replaceAll(/\d+:\d\d|data-left="\d+"/g, '')}`)
      if (next.status === 200) page = next
    }
    seen.push(states)
  }
  expect(seen[0]?.map((state) => state.slice(0, 3))).toEqual([...Array(6).fill('200'), '429', '429'])
  for (const other of seen) expect(other).toEqual(seen[0])
  expect(await overrideOf(house)).toMatchObject({ tries: 5, endedWhy: null })
})

test('a stranger’s wrong tries hold up the stranger, and neither the person nor their browsers', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  const kim = await house.addUser({ email: 'kim@example.com' })
  const at = (ip: string) => createBrowser(house, { headers: { 'x-forwarded-for': ip } })
  const [office, elsewhere] = ['203.0.113.7', '203.0.113.8']
  const own = at(office)
  await type(own, await toPasscode(own, kim.email), await issue(house, kim))
  own.cookies.delete(sessionCookieName(house.tenancy))
  // That one was a stranger's still.
  house.advance(3600)
  const code = await issue(house, kim)
  const wrong = async (browser: Browser, address = kim.email) => {
    const page = await toPasscode(browser, address)
    const statuses: number[] = []
    for (let n = 0; n < 4; n++) statuses.push((await type(browser, page, 'WRNGCDE999')).status)
    return statuses
  }
  // Browser after browser, even from where the person is; an address that nobody has is held up alike.
  for (const address of [kim.email, 'nobody@example.com']) {
    const tried = [...(await wrong(at(office), address)), ...(await wrong(at(office), address))]
    tried.push(...(await wrong(at(office), address)))
    expect(tried).toEqual([...Array(10).fill(200), 429, 429])
  }
  expect(await overrideOf(house)).toMatchObject({ tries: 10, endedWhy: null })
  const stranger = at(elsewhere)
  expect(await wrong(stranger)).toEqual([200, 200, 200, 200])
  const page = await toPasscode(own, kim.email)
  expect((await type(own, page, code)).location).toBe('/account')
  const next = await issue(house, kim)
  const fresh = at('203.0.113.9')
  expect((await type(fresh, await toPasscode(fresh, kim.email), next)).location).toBe('/account')
  await close()
})

test('ten thousand wrong tries from everywhere lock it for good', async ({ house }) => {
  const kim = await house.addUser({ email: 'kim@example.com' })
  const code = await issue(house, kim)
  // Of 2^50: less than one in a hundred thousand million guesses it in its time.
  expect(mostTries / 32 ** code.length).toBeLessThan(1e-11)
  await house.db
    .updateTable('overrides')
    .set({ tries: mostTries - 1 })
    .execute()
  const last = createBrowser(house)
  const page = await toPasscode(last, kim.email)
  await type(last, page, 'not even ten')
  expect(await overrideOf(house)).toMatchObject({ endedWhy: 'locked' })
  expect(await house.events()).toContain('override.expired')
  expect((await type(last, page, code)).text).toContain('That code didn’t work.')
  expect(cookieOf(house, last)).toBeUndefined()
})

test('an address block gets so many tries, whoever they are for', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  for (let n = 0; n < 49; n++) {
    await house.work(null, (work) =>
      hit(work, { key: 'override:203.0.113.7', limit: 50, windowSeconds: 600 }),
    )
  }
  const from = async (ip: string) => {
    const browser = createBrowser(house, { headers: { 'x-forwarded-for': ip } })
    return (await type(browser, await toPasscode(browser, 'kim@example.com'), 'ABCDE12345')).status
  }
  expect([await from('203.0.113.7'), await from('203.0.113.7'), await from('203.0.113.8')]).toEqual([
    200, 429, 200,
  ])
  await close()
})

test('time, a withdrawal, another tenant, another sign-in and a closed policy: none lets it in', async ({
  house,
}) => {
  const kim = await house.addUser({ email: 'kim@example.com' })
  const there = await house.addTenant('contoso')
  const twin = await house.addUser({ email: 'kim@example.com', tenancy: there })
  const foreign = await issue(house, twin)
  const code = await issue(house, kim)
  const attempt = async (typed: string) => {
    const browser = createBrowser(house)
    const page = await type(browser, await toPasscode(browser, kim.email), typed)
    expect(cookieOf(house, browser)).toBeUndefined()
    return page.text
  }
  expect(await attempt(foreign)).toContain('That code didn’t work')
  house.advance(3600)
  expect(await attempt(code)).toContain('That code didn’t work')
  const next = await issue(house, kim)
  const open = createBrowser(house)
  const page = await toPasscode(open, kim.email)
  await setPolicy(house, { overrides: false }, 'sign-in')
  await type(open, page, next)
  expect(cookieOf(house, open)).toBeUndefined()
  expect((await identify(createBrowser(house), kim.email)).html).not.toContain(way)
  expect((await overrideOf(house)).endedWhy).toBeNull()
})

test('a deactivation after it was used and before the session: no session', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ email: 'kim@example.com' })
  const code = await issue(house, kim, owner)
  const browser = createBrowser(house)
  const page = await toPasscode(browser, kim.email)
  const used = await browser.submit(page, 'Continue', { code })
  expect(used.status).toBe(303)
  await house.work(owner, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
  const after = await browser.open(page.path)
  expect([after.status, after.heading]).toEqual([403, 'Your account is deactivated'])
  expect(await sessionsOf(house, kim.id)).toEqual([])
  expect(await failures(house)).toContain('not-deactivated')
})

staged('two tabs type the same passcode at once: one gets in', async ({ house }) => {
  const kim = await house.addUser({ email: 'kim@example.com' })
  const code = await issue(house, kim)
  const [one, other] = [createBrowser(house), createBrowser(house)]
  const [first, second] = [await toPasscode(one, kim.email), await toPasscode(other, kim.email)]
  const cookiesOf = (browser: Browser) => ({
    signIn: browser.cookies.get(signInCookieName(house.tenancy)),
    browser: browser.cookies.get(browserCookieName(house.tenancy)),
  })
  const typed = (browser: Browser, page: Page) => ({
    id: signInOf(page),
    cookies: cookiesOf(browser),
    code,
    place: null,
  })
  const late = await house.work(null, async (work) => {
    expect(await tryOverride(work, typed(one, first))).toEqual({ kind: 'moved' })
    const call = house.work(null, (later) => tryOverride(later, typed(other, second)))
    await house.untilBlocked()
    return { call }
  })
  expect(await late.call).toEqual({ kind: 'wrong-code' })
  expect((await one.open(first.path)).location).toBe('/account')
  expect(cookieOf(house, other)).toBeUndefined()
  expect((await signInRow(house, first)).overrideId).not.toBeNull()
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)
})
