import { expect } from 'vitest'
import { phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { passwordAcr } from '#domain/sign-in/methods.ts'
import { createHouse, type House, test } from '../../test/harness.ts'
import { createBrowser, type Page } from '../../test/page-client.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import {
  addApplication,
  addPhone,
  answer,
  beginFor,
  failures,
  identify,
  masked,
  numberOf,
  sessionsOf,
  signInRow,
} from '../../test/sign-in.ts'

const right = 'quiet river under the bridge'
const wrong = 'loud river over the bridge'

const passwordFirst = (house: House, more: object = {}) =>
  setPolicy(house, { order: ['password', 'phone'], secondFactor: 'admins', ...more }, 'sign-in')

/** Somebody with a password, and a browser before the page that asks for it. */
async function atPassword(house: House, to = '/sign-in?to=/account') {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const browser = createBrowser(house)
  return { kim, browser, page: await identify(browser, kim.email, to) }
}

test('a password signs in to the account page, and says no more of itself than it is', async ({ house }) => {
  await passwordFirst(house)
  const { kim, browser, page } = await atPassword(house, '/sign-in?to=/account/devices')
  expect(page.heading).toBe('Enter your password')
  expect(page.html).toContain('autocomplete="current-password"')
  expect(page.text).toContain(kim.email)
  const after = await browser.press(page, 'Sign in', { password: right })
  expect([after.status, after.location]).toEqual([303, '/account/devices'])
  const [session] = await sessionsOf(house, kim.id)
  expect(session).toMatchObject({ amr: ['pwd'], acr: passwordAcr, deviceId: null, provedAt: house.now })
  expect((await browser.open('/sign-in?to=/account')).location).toBe('/account')
  expect(await failures(house)).toEqual([])
  // A page that was sent twice, and one that was gone back to.
  expect((await browser.press(page, 'Sign in', { password: wrong })).heading).toBe('You’re signed in')
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)
})

test('a wrong password, an unknown address and somebody without one are told the same', async ({ house }) => {
  await passwordFirst(house)
  await givePassword(house, await house.addUser({ email: 'real@example.com' }), right)
  await house.addUser({ email: 'bare@example.com' })
  await house.addUser({ email: 'invited@example.com', status: 'invited' })
  const seen: string[][] = []
  for (const name of ['real', 'nobody', 'bare', 'invited']) {
    const browser = createBrowser(house)
    const asked = await identify(browser, `${name}@example.com`)
    const told = await browser.press(asked, 'Sign in', { password: wrong })
    expect(told.text).toContain('That email and password don’t match.')
    const phone = await browser.press(told, 'Use your phone')
    const back = await browser.press(phone, 'Use your password')
    seen.push([asked, told, phone, back].map((page) => `${page.status} ${masked(page)}`))
  }
  for (const other of seen) expect(other).toEqual(seen[0])
  expect(await failures(house)).toEqual(
    expect.arrayContaining(['wrong-password', 'address-known', 'activated']),
  )
})

test('the right password of somebody who was deactivated tells them so, and nobody else', async ({
  house,
}) => {
  await passwordFirst(house)
  const { kim, browser, page } = await atPassword(house)
  await house.db
    .updateTable('users')
    .set({
      status: 'deactivated',
      statusBefore: 'active',
      deactivationKind: 'offboarding',
      deactivatedAt: house.now,
    })
    .where('id', '=', kim.id)
    .execute()
  expect((await browser.press(page, 'Sign in', { password: wrong })).heading).toBe('Enter your password')
  const told = await browser.press(page, 'Sign in', { password: right })
  expect(told).toMatchObject({ status: 403, heading: 'Your account is deactivated' })
  expect(await sessionsOf(house, kim.id)).toEqual([])
})

test('an administrator is asked for the phone as well, and says in the session that both were shown', async ({
  house,
}) => {
  await passwordFirst(house)
  const owner = await house.addOwner()
  const phone = await addPhone(house, owner)
  await givePassword(house, owner, right)
  const browser = createBrowser(house)
  const waiting = await browser.press(await identify(browser, owner.email), 'Sign in', { password: right })
  expect(waiting.heading).toBe('Check your phone')
  expect(waiting.html).not.toContain('Use your password')
  expect(browser.cookies.has(sessionCookieName(house.tenancy))).toBe(false)
  expect(await sessionsOf(house, owner.id)).toEqual([])

  // Denied, then sent again: the password counts on.
  await answer(house, waiting, 'denied', { deviceId: phone })
  const again = await browser.press(await browser.open(waiting.path), 'Send again')
  expect(again.heading).toBe('Check your phone')
  await answer(house, again, 'approved', { deviceId: phone })
  expect((await browser.open(again.path)).location).toBe('/admin')
  expect(await sessionsOf(house, owner.id)).toMatchObject([
    { amr: ['pwd', 'pop', 'user', 'mfa', 'pin'], acr: phoneAcr, deviceId: phone, provedAt: house.now },
  ])
})

test('an administrator without a phone is told what they need, unless a password alone is enough', async ({
  house,
}) => {
  await passwordFirst(house)
  const owner = await house.addOwner()
  await givePassword(house, owner, right)
  const browser = createBrowser(house)
  const told = await browser.press(await identify(browser, owner.email), 'Sign in', { password: right })
  expect(told).toMatchObject({ status: 403, heading: 'You need a phone to go on' })
  expect(await sessionsOf(house, owner.id)).toEqual([])
  expect(await failures(house)).toEqual(['device-can-answer'])

  await passwordFirst(house, { secondFactor: 'none' })
  const other = createBrowser(house)
  const page = await identify(other, owner.email)
  expect((await other.press(page, 'Sign in', { password: right })).location).toBe('/admin')
  expect(await sessionsOf(house, owner.id)).toMatchObject([{ acr: passwordAcr, provedAt: house.now }])
})

test('with a phone at hand a password alone proves nothing for risky acts', async ({ house }) => {
  await passwordFirst(house, { secondFactor: 'none' })
  const { kim, browser, page } = await atPassword(house)
  await addPhone(house, kim)
  await browser.press(page, 'Sign in', { password: right })
  expect(await sessionsOf(house, kim.id)).toMatchObject([{ provedAt: new Date(0) }])
})

test('an application that wants six digits gets the phone, whatever the password says', async ({ house }) => {
  await passwordFirst(house, { secondFactor: 'none' })
  const kim = await house.addUser()
  await addPhone(house, kim)
  await givePassword(house, kim, right)
  const browser = createBrowser(house)
  const path = await beginFor(house, browser, await addApplication(house, { digits: 6 }))
  const waiting = await browser.press(await identify(browser, kim.email, path), 'Sign in', {
    password: right,
  })
  expect(numberOf(waiting)).toMatch(/^\d{6}$/)
  expect(await sessionsOf(house, kim.id)).toEqual([])
})

test('a known browser is asked first for what worked in it last, a stranger for the first of the policy', async ({
  house,
}) => {
  const kim = await house.addUser()
  await addPhone(house, kim)
  await givePassword(house, kim, right)
  const browser = createBrowser(house)
  const waiting = await identify(browser, kim.email, '/sign-in?to=/account')
  expect(waiting.heading).toBe('Check your phone')
  const page = await browser.press(waiting, 'Use your password')
  await browser.press(page, 'Sign in', { password: right })
  expect((await identify(browser, kim.email, '/sign-in?as=other')).heading).toBe('Enter your password')
  expect((await identify(createBrowser(house), kim.email)).heading).toBe('Check your phone')
})

test('a way that the policy does not offer is neither shown nor taken', async ({ house }) => {
  await setPolicy(house, { order: ['phone'] }, 'sign-in')
  const { kim, browser, page } = await atPassword(house)
  expect(page.heading).toBe('Check your phone')
  expect(page.html).not.toContain('Use your password')
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  await browser.send(`${page.path}/way`, { ...form, body: 'way=password' })
  await browser.send(`${page.path}/password`, {
    ...form,
    body: new URLSearchParams({ password: right }).toString(),
  })
  expect((await browser.open(page.path)).heading).toBe('Check your phone')
  expect(await sessionsOf(house, kim.id)).toEqual([])

  // Switched off between the password and the end.
  await passwordFirst(house, { secondFactor: 'everyone' })
  await addPhone(house, kim)
  const other = createBrowser(house)
  const waiting = await other.press(await identify(other, kim.email, '/sign-in?to=/account'), 'Sign in', {
    password: right,
  })
  await setPolicy(house, { order: ['provider'] }, 'sign-in')
  await answer(house, waiting, 'approved', {
    deviceId: (await house.db.selectFrom('devices').select('id').executeTakeFirstOrThrow()).id,
  })
  expect((await other.open(waiting.path)).heading).toBe('This way to sign in is not offered')
})

test('who stays signed in keeps the session past the browser, and never in the console', async () => {
  const { house, close } = await createHouse()
  try {
    const kim = await house.addOwner()
    await givePassword(house, kim, right)
    await passwordFirst(house, { secondFactor: 'none', keepSignedIn: true })
    const signIn = async (to: string): Promise<[Page, string]> => {
      const browser = createBrowser(house)
      const email = await browser.open(to)
      const page = await browser.press(email, 'Continue', { address: kim.email, keep: 'yes' })
      const posted = await browser.submit(page, 'Sign in', { password: right })
      const done = await browser.send(posted.headers.get('location') ?? '')
      const set = done.headers.getSetCookie().find((cookie) => cookie.includes('latchkey-session'))
      return [email, set ?? '']
    }
    const [account, kept] = await signIn('/sign-in?to=/account')
    expect(account.text).toContain('Keep me signed in')
    expect(kept).toContain('Max-Age=2592000')
    const [console, usual] = await signIn('/sign-in')
    expect(console.text).not.toContain('Keep me signed in')
    expect(usual).not.toContain('Max-Age')
    const sessions = await sessionsOf(house, kim.id)
    const day = 86_400
    expect(sessions.map(({ kept, idleSeconds }) => [kept, idleSeconds])).toEqual([
      [true, 30 * day],
      [false, 900],
    ])
  } finally {
    await close()
  }
})

test('whose address is typed anew has shown nothing: the password of one opens nothing for another', async ({
  house,
}) => {
  await passwordFirst(house)
  const owner = await house.addOwner()
  await addPhone(house, owner)
  await givePassword(house, owner, right)
  const boss = await house.addOwner()
  const phone = await addPhone(house, boss)
  const browser = createBrowser(house)
  const start = await browser.open('/sign-in')
  const page = await browser.press(start, 'Continue', { address: owner.email })
  const waiting = await browser.press(page, 'Sign in', { password: right })
  expect((await signInRow(house, waiting)).passwordAt).not.toBeNull()
  const asked = await browser.press(start, 'Continue', { address: boss.email })
  expect(asked.heading).toBe('Enter your password')
  expect(await signInRow(house, waiting)).toMatchObject({
    userId: boss.id,
    passwordAt: null,
    requestId: null,
  })
  const other = await browser.press(asked, 'Use your phone')
  await answer(house, other, 'approved', { deviceId: phone })
  await browser.open(other.path)
  expect(await sessionsOf(house, owner.id)).toEqual([])
  expect(await sessionsOf(house, boss.id)).toMatchObject([{ amr: ['pop', 'user', 'mfa', 'pin'] }])
})

test('a password that was changed after it was right counts no more', async ({ house }) => {
  await passwordFirst(house)
  const owner = await house.addOwner()
  const phone = await addPhone(house, owner)
  await givePassword(house, owner, right)
  await setPolicy(house, { order: ['password'], secondFactor: 'admins' }, 'sign-in')
  const browser = createBrowser(house)
  const waiting = await browser.press(await identify(browser, owner.email), 'Sign in', { password: right })
  await givePassword(house, owner, 'another river without a bridge')
  await answer(house, waiting, 'approved', { deviceId: phone })
  expect((await browser.open(waiting.path)).heading).toBe('Your password was changed meanwhile')
  expect(await sessionsOf(house, owner.id)).toEqual([])
})

test('whoever is asked for a fresh proof signs in again, as themselves, and goes back', async ({ house }) => {
  await passwordFirst(house)
  const { kim, browser, page } = await atPassword(house)
  await browser.press(page, 'Sign in', { password: right })
  house.advance(800)
  const start = await browser.open('/sign-in?prove=1&to=/account/password')
  expect(start.html).toContain(`value="${kim.email}"`)
  const asked = await browser.press(start, 'Continue', { address: kim.email })
  expect((await browser.press(asked, 'Sign in', { password: right })).location).toBe('/account/password')
  const sessions = await sessionsOf(house, kim.id)
  expect(sessions.map(({ provedAt }) => provedAt)).toContainEqual(house.now)
  expect(new Set(sessions.map(({ tokenHash }) => tokenHash.toString('hex'))).size).toBe(2)
})
