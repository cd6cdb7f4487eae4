import { expect } from 'vitest'
import { hit } from '#domain/limits/hit.ts'
import { browserCookieName, sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { deactivateUser as suspend } from '#domain/users/deactivate-user.ts'
import { randomToken } from '#platform/random.ts'
import { createHouse, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'
import {
  addApplication,
  addPhone,
  answer,
  beginFor,
  failures,
  identify,
  masked,
  referenceOf,
  requestOf,
  signInRow,
} from '../../test/sign-in.ts'

test('neutral: unknown, invited, deactivated, without a phone and unanswered look, last and end the same', async ({
  house,
}) => {
  await house.addUser({ email: 'invited@example.com', status: 'invited' })
  const gone = await house.addUser({ email: 'gone@example.com' })
  await addPhone(house, gone)
  await house.db
    .updateTable('users')
    .set({
      status: 'deactivated',
      statusBefore: 'active',
      deactivationKind: 'offboarding',
      deactivatedAt: house.now,
    })
    .where('id', '=', gone.id)
    .execute()
  await house.addUser({ email: 'phoneless@example.com' })
  await addPhone(house, await house.addUser({ email: 'real@example.com' }))
  const application = await addApplication(house)
  const addresses = ['real', 'nobody', 'invited', 'gone', 'phoneless'].map((name) => `${name}@example.com`)

  const tabs: { browser: Browser; waiting: Page }[] = []
  for (const address of addresses) {
    const browser = createBrowser(house)
    tabs.push({
      browser,
      waiting: await identify(browser, address, await beginFor(house, browser, application)),
    })
  }
  const states: string[][] = tabs.map(({ waiting }) => [masked(waiting)])
  const step = async (act: (tab: { browser: Browser; waiting: Page }) => Promise<Page>) => {
    for (const [at, tab] of tabs.entries()) {
      tab.waiting = await act(tab)
      states[at]?.push(`${tab.waiting.status} ${masked(tab.waiting)}`)
    }
  }
  house.advance(21)
  await step(({ browser, waiting }) => browser.open(waiting.path))
  await step(({ browser, waiting }) => browser.press(waiting, 'Send again'))
  await step(async ({ browser, waiting }) => {
    const first = await browser.open(`${waiting.path}?show=qr`)
    return { ...first, html: first.html.replace(/<svg class="qr"[\s\S]*?<\/svg>/, 'QR') }
  })
  await step(({ browser, waiting }) => browser.open(waiting.path.replace(/\?.*/, '')))
  house.advance(119)
  await step(({ browser, waiting }) => browser.open(waiting.path))
  house.advance(2)
  await step(({ browser, waiting }) => browser.open(waiting.path))
  expect(states[0]?.at(-1)).toContain('We couldn’t start this sign-in')
  for (const other of states) expect(other).toEqual(states[0])

  // In state as well, but for what only administrators see.
  const rows = await Promise.all(tabs.map(({ waiting }) => signInRow(house, waiting)))
  expect(rows.map(({ state }) => state)).toEqual(['asked', 'asked', 'asked', 'asked', 'asked'])
  expect(rows.map(({ failure }) => failure)).toEqual([
    'unanswered',
    'address-known',
    'activated',
    'not-deactivated',
    'device-can-answer',
  ])
  const requests = await house.db
    .selectFrom('approvalRequests')
    .select(['userId', 'state'])
    .orderBy('issuedAt')
    .execute()
  expect(requests.filter(({ userId }) => userId === null)).toHaveLength(8)
  expect(await failures(house)).toContain('unanswered')
  await step(({ browser, waiting }) => browser.press(waiting, 'Try again'))
  for (const other of states) expect(other).toEqual(states[0])
})

test('tell: an address that cannot sign in hears so at once, a real one is asked', async ({ house }) => {
  await house.addUser({ email: 'invited@example.com', status: 'invited' })
  await addPhone(house, await house.addUser({ email: 'real@example.com' }))
  const application = await addApplication(house, { unknownAddress: 'tell' })
  for (const address of ['nobody@example.com', 'invited@example.com']) {
    const browser = createBrowser(house)
    const page = await identify(browser, address, await beginFor(house, browser, application))
    expect(page.heading).toBe('We couldn’t start this sign-in')
    expect(referenceOf(page)).toBe((await signInRow(house, page)).reference)
    expect(page.text).toContain('Give this code to your IT administrator.')
    expect(await house.db.selectFrom('approvalRequests').select('id').execute()).toEqual([])
  }
  expect((await failures(house)).sort()).toEqual(['activated', 'address-known'])
  const browser = createBrowser(house)
  const real = await identify(browser, 'real@example.com', await beginFor(house, browser, application))
  expect(real.heading).toBe('Check your phone')
})

test('strangers’ tries from one network are limited, a browser that the person used is not', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  const own = createBrowser(house, { headers })
  const waiting = await identify(own, owner.email)
  await answer(house, waiting, 'approved', { deviceId })
  await own.open(waiting.path)

  const stranger = createBrowser(house, { headers })
  // As if 98 others had tried: the owner's own first sign-in counted as well.
  await house.work(null, async (work) => {
    for (let tries = 0; tries < 98; tries++)
      await hit(work, { key: 'sign-in:203.0.113.7', limit: 100, windowSeconds: 600 })
  })
  expect((await identify(stranger, 'nobody@example.com')).heading).toBe('Check your phone')
  for (const address of [owner.email, 'nobody@example.com']) {
    const limited = await stranger.press(await stranger.open('/sign-in'), 'Continue', { address })
    expect(limited).toMatchObject({ status: 429, heading: 'Too many tries' })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  own.cookies.delete(sessionCookieName(house.tenancy))
  expect((await identify(own, owner.email)).heading).toBe('Check your phone')
  const elsewhere = createBrowser(house, { headers: { 'x-forwarded-for': '203.0.113.8' } })
  expect((await identify(elsewhere, owner.email)).heading).toBe('Check your phone')
  await close()
})

test('a mark of a known browser that we did not make is no mark', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  await answer(house, waiting, 'approved', { deviceId })
  await browser.open(waiting.path)
  const known = async (mark: string | undefined) => {
    const other = createBrowser(house)
    if (mark) other.cookies.set(browserCookieName(house.tenancy), mark)
    const page = await identify(other, owner.email)
    const row = await house.db
      .selectFrom('approvalRequests')
      .select('knownBrowser')
      .where('id', '=', requestOf(page))
      .executeTakeFirst()
    return row?.knownBrowser
  }
  const mark = browser.cookies.get(browserCookieName(house.tenancy)) ?? ''
  expect(await known(mark)).toBe(true)
  expect(await known(undefined)).toBe(false)
  const [id = '', mac = ''] = mark.split('.')
  expect(await known(`${randomToken(16)}.${mac}`)).toBe(false)
  expect(await known(`${id}.${randomToken()}`)).toBe(false)
})

test('a stranger who watches the stream does not see that a phone looked at the request, or that its person was suspended', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const victim = await house.addUser()
  await addPhone(house, victim)
  const stranger = createBrowser(house)
  const waiting = await identify(stranger, victim.email)
  const stream = await stranger.send(`${waiting.path}/events`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toContain(`waiting.${requestOf(waiting)}`)
  const notice = { topic: 'approval-request', tenantId: house.tenancy.tenantId, id: requestOf(waiting) }
  // What fetching the challenge says.
  house.database.hub.publish([notice])
  await house.work(owner, (work) => suspend(work, { userId: victim.id, kind: 'suspension' }))
  house.advance(121)
  house.database.hub.publish([notice])
  const next = (await reader?.read())?.value
  expect(next).toContain(`data: ended.${requestOf(waiting)}`)
  expect(next).not.toContain('waiting.')
  await reader?.cancel()
})
