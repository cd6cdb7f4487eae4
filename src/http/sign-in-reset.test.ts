import { expect } from 'vitest'
import { issueTemporaryPassword, requirePasswordReset } from '#contract/passwords.ts'
import { deactivateUser } from '#contract/users.ts'
import { type House, type TestUser, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'
import { givePassword, setPolicy, tryPassword } from '../../test/passwords.ts'
import { addPhone, answer, identify, sessionsOf, signInRow } from '../../test/sign-in.ts'

const before = 'quiet river under the bridge'
const after = 'seven green lamps at the harbour'

async function require(house: House, owner: TestUser, user: TestUser): Promise<void> {
  await house.as(owner)(requirePasswordReset, { params: { userId: user.id }, body: { required: true } })
}

const temporaryFor = async (house: House, owner: TestUser, user: TestUser) =>
  (await house.as(owner)(issueTemporaryPassword, { params: { userId: user.id }, body: {} })).password

/** Somebody who has to choose a new password, at the page that asks for it. */
async function atReset(
  house: House,
  to = '/sign-in?to=/account/sessions',
): Promise<{ owner: TestUser; kim: TestUser; browser: Browser; page: Page }> {
  await setPolicy(house, { order: ['password', 'phone'] }, 'sign-in')
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await givePassword(house, kim, before)
  await require(house, owner, kim)
  const browser = createBrowser(house)
  const page = await browser.press(await identify(browser, kim.email, to), 'Sign in', { password: before })
  return { owner, kim, browser, page }
}

test('a new password is asked for before anything else, and the person goes on to where they were going', async ({
  house,
}) => {
  const { kim, browser, page } = await atReset(house)
  expect(page.heading).toBe('Choose a new password')
  expect(page.text).toContain('Your administrator asked for this.')
  expect(page.html).toMatch(/name="end_others" value="yes" checked/)
  expect(await sessionsOf(house, kim.id)).toEqual([])
  const elsewhere = await house.addSession(kim.id)

  const short = await browser.press(page, 'Save and sign in', { password: 'short', end_others: 'yes' })
  expect(short).toMatchObject({ status: 422, heading: 'Choose a new password' })
  expect(short.text).toContain('Use at least 8 characters.')
  const same = await browser.press(short, 'Save and sign in', { password: before, end_others: 'yes' })
  expect(same.text).toContain('You have used this password before.')

  const done = await browser.press(same, 'Save and sign in', { password: after, end_others: 'yes' })
  expect([done.status, done.location]).toEqual([303, '/account/sessions'])
  const sessions = await sessionsOf(house, kim.id)
  expect(sessions.map(({ id, endedWhy }) => [id === elsewhere.id, endedWhy])).toEqual(
    expect.arrayContaining([
      [true, 'password-changed'],
      [false, null],
    ]),
  )
  expect(await tryPassword(house, kim, after)).toMatchObject({ right: true, mustReset: false })
  expect(await tryPassword(house, kim, before)).toMatchObject({ right: false })
  expect(await house.events()).toEqual(expect.arrayContaining(['user.password.reset-completed']))
})

test('the other sessions stay where the person unticks it', async ({ house }) => {
  const { kim, browser, page } = await atReset(house)
  await house.addSession(kim.id)
  await browser.press(page, 'Save and sign in', { password: after })
  expect((await sessionsOf(house, kim.id)).map(({ endedWhy }) => endedWhy)).toEqual([null, null])
})

test('the organisation’s own words are shown as words', async ({ house }) => {
  await house.db
    .insertInto('tenantSettings')
    .values({
      tenantId: house.tenancy.tenantId,
      section: 'texts',
      value: JSON.stringify({
        forceReset: {
          title: 'New <b>password</b>',
          text: 'Line one\n<script>alert(1)</script>',
          button: 'Go',
        },
      }),
      updatedAt: house.now,
    })
    .execute()
  const { page } = await atReset(house)
  expect(page.html).toContain('<h1>New &lt;b&gt;password&lt;/b&gt;</h1>')
  expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page.html).toContain('>Go</button>')
})

test('a temporary password opens nothing but the page for a new one, once, and makes the invited active', async ({
  house,
}) => {
  await setPolicy(house, { order: ['password', 'phone'] }, 'sign-in')
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const temporary = await temporaryFor(house, owner, kim)
  const browser = createBrowser(house)
  const page = await browser.press(await identify(browser, kim.email, '/sign-in?to=/account'), 'Sign in', {
    password: temporary,
  })
  expect(page.heading).toBe('Choose a new password')
  expect(page.text).toContain('temporary')
  expect((await browser.open(page.path)).heading).toBe('Choose a new password')
  expect(await sessionsOf(house, kim.id)).toEqual([])

  // It was used: nobody else gets even this far.
  const other = createBrowser(house)
  const refused = await other.press(await identify(other, kim.email), 'Sign in', { password: temporary })
  expect(refused.text).toContain('That email and password don’t match.')

  expect((await browser.press(page, 'Save and sign in', { password: temporary })).status).toBe(422)
  expect((await browser.press(page, 'Save and sign in', { password: after })).location).toBe('/account')
  const { status } = await house.db
    .selectFrom('users')
    .select('status')
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(status).toBe('active')
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)
})

test('a phone is asked for first where it is asked for: a reset goes around no factor', async ({ house }) => {
  const { owner } = await atReset(house)
  const boss = await house.addOwner()
  const phone = await addPhone(house, boss)
  await givePassword(house, boss, before)
  await require(house, owner, boss)
  const browser = createBrowser(house)
  const waiting = await browser.press(await identify(browser, boss.email), 'Sign in', { password: before })
  expect(waiting.heading).toBe('Check your phone')
  await post(browser, `${waiting.path}/reset`, { password: after })
  expect(await tryPassword(house, boss, after)).toMatchObject({ right: false })

  await answer(house, waiting, 'approved', { deviceId: phone })
  // Approved, and not looked at yet: the page for the new password is one step later.
  await post(browser, `${waiting.path}/reset`, { password: after })
  expect(await tryPassword(house, boss, after)).toMatchObject({ right: false })
  const page = await browser.open(waiting.path)
  expect(page.heading).toBe('Choose a new password')
  const done = await browser.press(page, 'Save and sign in', { password: after })
  expect(done.location).toBe('/admin')
  expect(await sessionsOf(house, boss.id)).toMatchObject([
    { deviceId: phone, amr: ['pwd', 'pop', 'user', 'mfa', 'pin'] },
  ])
})

test('who comes by phone alone is asked for a new password too', async ({ house }) => {
  const { kim } = await atReset(house)
  const phone = await addPhone(house, kim)
  await setPolicy(house, { order: ['phone'] }, 'sign-in')
  const browser = createBrowser(house)
  const waiting = await identify(browser, kim.email, '/sign-in?to=/account')
  await answer(house, waiting, 'approved', { deviceId: phone })
  const page = await browser.open(waiting.path)
  expect(page.heading).toBe('Choose a new password')
  expect((await browser.press(page, 'Save and sign in', { password: after })).location).toBe('/account')
})

const post = (browser: Browser, path: string, fields: Record<string, string>) =>
  browser.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

test('the last step is of no use without each one before it, or in another sign-in', async ({ house }) => {
  const { kim, browser, page } = await atReset(house)
  const untouched = async () => {
    expect(await tryPassword(house, kim, after)).toMatchObject({ right: false })
    expect(await sessionsOf(house, kim.id)).toEqual([])
  }
  // Before there is an address; at the address; at a wrong password; in the browser that proved another sign-in.
  for (const stranger of [createBrowser(house), browser]) {
    const begun = await stranger.open('/sign-in?to=/account&as=other')
    expect((await post(stranger, `${begun.path}/reset`, { password: after })).status).toBe(303)
    await untouched()
    const asked = await stranger.press(begun, 'Continue', { address: kim.email })
    await post(stranger, `${asked.path}/reset`, { password: after })
    await untouched()
    await stranger.press(asked, 'Sign in', { password: 'not this one at all' })
    await post(stranger, `${asked.path}/reset`, { password: after })
    expect((await stranger.open(asked.path)).heading).toBe('Enter your password')
    await untouched()
  }
  // The proved sign-in, from another browser.
  const thief = createBrowser(house)
  await thief.open('/sign-in')
  await post(thief, `${page.path}/reset`, { password: after })
  expect((await thief.open(page.path)).status).toBe(403)
  await untouched()
})

test('where no new password is asked for, the right password changes nothing by itself', async ({
  house,
}) => {
  await setPolicy(house, { order: ['password', 'phone'] }, 'sign-in')
  const kim = await house.addUser()
  await givePassword(house, kim, before)
  const browser = createBrowser(house)
  const page = await identify(browser, kim.email, '/sign-in?to=/account')
  await browser.submit(page, 'Sign in', { password: before })
  await post(browser, `${page.path}/reset`, { password: after })
  expect(await tryPassword(house, kim, after)).toMatchObject({ right: false })
  expect((await browser.open(page.path)).location).toBe('/account')
})

test('what changes between the steps is seen at the last one', async ({ house }) => {
  const { owner, kim, browser, page } = await atReset(house)
  await house.as(owner)(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension' } })
  const told = await browser.press(page, 'Save and sign in', { password: after })
  expect(told).toMatchObject({ status: 403, heading: 'Your account is deactivated' })
  expect(await sessionsOf(house, kim.id)).toEqual([])
  expect(await tryPassword(house, kim, after)).toMatchObject({ right: false })
})

test('a form that is sent twice sets one password and begins one session', async ({ house }) => {
  const { kim, browser, page } = await atReset(house)
  await Promise.all([
    browser.submit(page, 'Save and sign in', { password: after }),
    browser.submit(page, 'Save and sign in', { password: 'nine green lamps at the harbour' }),
  ])
  await browser.open(page.path)
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)
  const sets = (await house.events()).filter((type) => type === 'user.password.reset-completed')
  expect(sets).toHaveLength(1)
  expect((await signInRow(house, page)).state).toBe('finished')
})
