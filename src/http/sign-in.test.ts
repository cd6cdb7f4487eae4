import { expect } from 'vitest'
import type { ApplicationId, DeviceId, RequestId, SignInId, UserId } from '#contract/ids.ts'
import { beginStepUp, finishStepUp } from '#contract/me.ts'
import { outOfBandAcr, phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { hit } from '#domain/limits/hit.ts'
import { browserCookieName, sessionCookieName, signInCookieName } from '#domain/sessions/session-cookie.ts'
import { beginSignIn } from '#domain/sign-in/begin-sign-in.ts'
import { findFinishedSignIn } from '#domain/sign-in/find-finished-sign-in.ts'
import { finishSignIn } from '#domain/sign-in/finish-sign-in.ts'
import { requireStepUp } from '#domain/sign-in/require-step-up.ts'
import { deactivateUser as suspend } from '#domain/users/deactivate-user.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { createHouse, type House, staged, type TestUser, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'

/** A phone of that person as the database knows it; what the protocol makes of it is tested with the devices. */
async function addPhone(house: House, user: TestUser): Promise<DeviceId> {
  const id = newId() as DeviceId
  await house.db
    .insertInto('devices')
    .values({
      tenantId: user.tenancy.tenantId,
      id,
      userId: user.id,
      jkt: randomToken(),
      publicJwk: '{}',
      did: 'did:key:z6Mk',
      state: 'active',
      name: 'Phone',
      platform: 'android',
      pushState: 'none',
      pinMac: Buffer.alloc(32),
      enrolledAt: house.now,
      lastActiveAt: house.now,
    })
    .execute()
  return id
}

/** What the phone's answer leaves behind. */
async function answer(
  house: House,
  page: Page,
  state: 'approved' | 'denied' | 'reported',
  { deviceId = null, why = null }: { deviceId?: DeviceId | null; why?: string | null } = {},
): Promise<void> {
  const set = {
    state,
    why,
    answeredAt: house.now,
    deviceId,
    ...(state === 'approved' && { verification: 'pin' as const }),
  }
  const answered = await house.db
    .updateTable('approvalRequests')
    .set(set)
    .where('id', '=', requestOf(page))
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  expect(answered.numUpdatedRows).toBe(1n)
  const notice = { topic: 'approval-request', tenantId: house.tenancy.tenantId, id: requestOf(page) }
  house.database.hub.publish([notice])
}

const requestOf = (page: Page) => /data-state="waiting\.([^"]+)"/.exec(page.html)?.[1] as RequestId
const numberOf = (page: Page) => /class="number">(\d+)</.exec(page.html)?.[1]
const referenceOf = (page: Page) => /LK-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(page.html)?.[0]
const signInOf = (page: Page) => /\/sign-in\/([0-9a-f-]{36})/.exec(page.path)?.[1] as SignInId

async function identify(browser: Browser, address: string, at = '/sign-in'): Promise<Page> {
  return browser.press(await browser.open(at), 'Continue', { address })
}

async function addApplication(
  house: House,
  some: { unknownAddress?: 'neutral' | 'tell'; access?: 'everyone' | 'assigned'; digits?: 2 | 6 } = {},
): Promise<ApplicationId> {
  const id = newId() as ApplicationId
  await house.db
    .insertInto('applications')
    .values({
      tenantId: house.tenancy.tenantId,
      id,
      clientId: id,
      name: 'Payroll',
      nameKey: 'payroll',
      kind: 'web',
      redirectUris: [],
      postLogoutRedirectUris: [],
      access: some.access ?? 'everyone',
      unknownAddress: some.unknownAddress ?? 'neutral',
      sessionSeconds: 3600,
      approvalDigits: some.digits ?? 2,
      createdAt: house.now,
      updatedAt: house.now,
    })
    .execute()
  return id
}

/** Begins as the OIDC provider does. */
async function beginFor(
  house: House,
  browser: Browser,
  applicationId: ApplicationId,
  hint?: string,
): Promise<string> {
  const begun = await house.work(null, (work) =>
    beginSignIn(work, {
      applicationId,
      resume: { kind: 'oidc', uid: 'interaction-1' },
      hint,
      cookies: {
        signIn: browser.cookies.get(signInCookieName(house.tenancy)),
        browser: browser.cookies.get(browserCookieName(house.tenancy)),
      },
    }),
  )
  for (const { name, value } of begun.cookies) browser.cookies.set(name, value)
  return `/sign-in/${begun.id}`
}

const signInRow = (house: House, page: Page) =>
  house.db.selectFrom('signIns').selectAll().where('id', '=', signInOf(page)).executeTakeFirstOrThrow()

const sessionsOf = (house: House, userId: UserId) =>
  house.db.selectFrom('sessions').selectAll().where('userId', '=', userId).execute()

const failures = async (house: House) => {
  const rows = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'user.signin.failed')
    .orderBy('id')
    .execute()
  return rows.map(({ data }) => data['reason'])
}

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

const masked = (page: Page) =>
  page.html
    .replaceAll(signInOf(page), 'ID')
    .replaceAll(requestOf(page) ?? 'none', 'REQUEST')
    .replaceAll(/"request" value="[^"]+"/g, '"request" value="REQUEST"')
    .replaceAll(referenceOf(page) ?? 'none', 'REFERENCE')
    .replaceAll(/class="number">\d+</g, 'class="number">NUMBER<')
    .replaceAll(/data-copy="\d+"/g, 'data-copy="NUMBER"')
    .replaceAll(/[a-z]+@example\.com/g, 'ADDRESS')

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

test('denied, reported and a wrong number say so, and can be followed by another try', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  let page = await identify(browser, owner.email)
  await answer(house, page, 'denied', { deviceId, why: 'denied' })
  page = await browser.open(page.path)
  expect(page.heading).toBe('The request was denied on your phone')
  page = await browser.press(page, 'Send again')
  await answer(house, page, 'denied', { deviceId, why: 'wrong-number' })
  page = await browser.open(page.path)
  expect(page.heading).toBe('That wasn’t the right number')
  page = await browser.press(page, 'Send again')
  await answer(house, page, 'reported', { deviceId })
  page = await browser.open(page.path)
  expect(page.heading).toBe('This sign-in was reported')
  await browser.open(page.path)
  // Of one instant: their order is nobody's.
  expect((await failures(house)).sort()).toEqual(['denied', 'reported', 'wrong-number'])
  const first = signInOf(page)
  page = await browser.press(page, 'Start again')
  expect(page.heading).toBe('Sign in to Latchkey console')
  expect(signInOf(page)).not.toBe(first)
})

test('a form sent twice asks once, and an old page asks nothing', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner)
  const browser = createBrowser(house)
  const email = await browser.open('/sign-in')
  const waiting = await browser.press(email, 'Continue', { address: owner.email })
  await browser.press(email, 'Continue', { address: owner.email })
  const requests = () => house.db.selectFrom('approvalRequests').select('id').execute()
  expect(await requests()).toHaveLength(1)

  await Promise.all([browser.submit(waiting, 'Send again'), browser.submit(waiting, 'Send again')])
  expect(await requests()).toHaveLength(2)
  await browser.submit(waiting, 'Send again')
  expect(await requests()).toHaveLength(2)
})

test('a newer sign-in of the same browser takes over, a stranger’s does not', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner)
  const browser = createBrowser(house)
  const first = await identify(browser, owner.email)
  await identify(createBrowser(house), owner.email)
  expect((await browser.open(first.path)).heading).toBe('Check your phone')
  const second = await identify(browser, owner.email)
  expect((await browser.open(first.path)).heading).toBe('A newer sign-in took over')
  expect((await browser.open(second.path)).heading).toBe('Check your phone')
})

test('a deactivation or a removal between approval and redemption wins', async ({ house }) => {
  for (const what of ['deactivated', 'device removed', 'withdrawn'] as const) {
    const owner = await house.addOwner()
    const deviceId = await addPhone(house, owner)
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    if (what === 'deactivated') {
      await house.db
        .updateTable('users')
        .set({
          status: 'deactivated',
          statusBefore: 'active',
          deactivationKind: 'suspension',
          deactivatedAt: house.now,
        })
        .where('id', '=', owner.id)
        .execute()
    }
    if (what === 'device removed') {
      await house.db
        .updateTable('devices')
        .set({ state: 'removed', removedAt: house.now })
        .where('id', '=', deviceId)
        .execute()
    }
    if (what === 'withdrawn') {
      await house.db
        .updateTable('approvalRequests')
        .set({ state: 'cancelled', why: 'device-removed' })
        .where('id', '=', requestOf(waiting))
        .execute()
    }
    const after = await browser.open(waiting.path)
    expect(after.heading).toBe(
      {
        deactivated: 'Your account is deactivated',
        'device removed': 'Your phone was removed',
        withdrawn: 'We couldn’t start this sign-in',
      }[what],
    )
    expect(browser.cookies.has(sessionCookieName(house.tenancy))).toBe(false)
    expect(await sessionsOf(house, owner.id)).toEqual([])
  }
})

test('an approval is good for half a minute past its end and no longer', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  for (const [seconds, works] of [
    [149, true],
    [151, false],
  ] as const) {
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    house.advance(seconds)
    const after = await browser.open(waiting.path)
    expect(after.location === '/admin').toBe(works)
    if (!works) expect(after.heading).toBe('We couldn’t start this sign-in')
  }
})

staged('two tabs finish at once: one session', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  await answer(house, waiting, 'approved', { deviceId })
  const cookies = { signIn: browser.cookies.get(signInCookieName(house.tenancy)), browser: undefined }
  const other = await house.work(null, async (work) => {
    const done = await finishSignIn(work, { id: signInOf(waiting), cookies, place: null })
    expect(done.kind).toBe('finished')
    const tab = house.request(waiting.path, {
      headers: { cookie: `${signInCookieName(house.tenancy)}=${cookies.signIn}` },
    })
    await house.untilBlocked()
    return { tab }
  })
  expect(await (await other.tab).text()).toContain('You’re signed in')
  expect(await sessionsOf(house, owner.id)).toHaveLength(1)
})

staged(
  'a deactivation that comes while a sign-in finishes ends the session that it made',
  async ({ house }) => {
    const boss = await house.addOwner()
    const owner = await house.addOwner()
    const deviceId = await addPhone(house, owner)
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    const cookies = { signIn: browser.cookies.get(signInCookieName(house.tenancy)), browser: undefined }
    const { deactivateUser } = await import('#contract/users.ts')
    const call = await house.work(null, async (work) => {
      await finishSignIn(work, { id: signInOf(waiting), cookies, place: null })
      const suspended = house.as(boss)(deactivateUser, {
        params: { userId: owner.id },
        body: { kind: 'suspension' },
      })
      await house.untilBlocked()
      return { suspended }
    })
    await call.suspended
    expect(await sessionsOf(house, owner.id)).toMatchObject([{ endedWhy: 'deactivated' }])
  },
)

staged(
  'a sign-in that finishes while a deactivation is under way waits for it, and is refused',
  async ({ house }) => {
    const boss = await house.addOwner()
    const owner = await house.addOwner()
    const deviceId = await addPhone(house, owner)
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    const tab = await house.work(boss, async (work) => {
      await suspend(work, { userId: owner.id, kind: 'suspension' })
      const cookie = `${signInCookieName(house.tenancy)}=${browser.cookies.get(signInCookieName(house.tenancy))}`
      const page = house.request(waiting.path, { headers: { cookie } })
      await house.untilBlocked()
      return { page }
    })
    expect(await (await tab.page).text()).toContain('Your account is deactivated')
    expect(await sessionsOf(house, owner.id)).toEqual([])
  },
)

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

test('a step-up is for its session alone, renews its proof once, and ends as the phone says', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const other = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const call = house.as(owner)
  const begun = await call(beginStepUp, { params: {}, body: { reason: 'Suspend Kim' } })
  expect(begun).toMatchObject({ state: 'pending', why: null })
  expect(begun.number).toMatch(/^\d\d$/)
  const params = { requestId: begun.id }
  await expect(house.as(other)(finishStepUp, { params, body: {} })).rejects.toMatchObject({
    code: 'approval-request-not-found',
  })
  const provedAt = async () => (await sessionsOf(house, owner.id))[0]?.provedAt
  const before = await provedAt()
  house.advance(60)
  expect(await call(finishStepUp, { params, body: {} })).toMatchObject({ state: 'pending' })
  expect(await provedAt()).toEqual(before)
  await house.db
    .updateTable('approvalRequests')
    .set({ state: 'approved', deviceId, verification: 'pin', answeredAt: house.now })
    .where('id', '=', begun.id)
    .execute()
  expect(await call(finishStepUp, { params, body: {} })).toMatchObject({
    state: 'redeemed',
    number: null,
    qr: null,
  })
  expect(await provedAt()).toEqual(house.now)
  house.advance(60)
  expect(await call(finishStepUp, { params, body: {} })).toMatchObject({ state: 'redeemed' })
  expect(await provedAt()).not.toEqual(house.now)
  expect(await house.events()).toContain('session.stepped-up')
})

test('a proof serves for ten minutes; the system needs none', async ({ house }) => {
  const owner = await house.addOwner()
  await expect(house.work(owner, async (work) => requireStepUp(work))).rejects.toMatchObject({
    code: 'step-up-required',
  })
  await house.work(null, async (work) => requireStepUp(work))
  await house.work(owner, async (work) => {
    const at = (seconds: number) => {
      const session = { id: newId() as never, provedAt: new Date(work.now.getTime() - seconds * 1000) }
      return () => requireStepUp({ ...work, actor: { ...work.actor, session } })
    }
    expect(at(600)).not.toThrow()
    expect(at(601)).toThrow('Approve this on your phone first')
  })
})
