import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { openClaim } from '#domain/claims/open-claim.ts'
import { storeSetupCode } from '#domain/tenants/installation.ts'
import { activateUser } from '#domain/users/activate-user.ts'
import { systemActor, type Tenancy, transact } from '#domain/work.ts'
import { newId } from '#platform/id.ts'
import { createHouse, type House, type HouseOptions, test as withTenant } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'

const code = '7F3K2-QABCD'
const origin = 'http://localhost:3000'
const filled = {
  code,
  organisation: 'Northwind',
  address: origin,
  firstName: 'Amara',
  lastName: 'Okafor',
  email: 'amara@northwind.example',
}

/** A house before set-up, whose server printed `code`. */
const test = withTenant.extend<{ empty: House }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that this one needs from the pattern
  empty: async ({}, use) => {
    const { house, close } = await newHouse()
    await use(house)
    await close()
  },
})

async function newHouse(options: HouseOptions = {}) {
  const made = await createHouse({ ...options, tenant: false })
  await storeSetupCode(made.house.ground, code)
  return made
}

const open = (house: House, at = origin) => createBrowser(house, { origin: at })

async function submit(browser: Browser, fields: Partial<typeof filled> = {}): Promise<Page> {
  return browser.press(await browser.open('/setup'), 'Continue', { ...filled, ...fields })
}

const linkOf = (page: Page) =>
  /href="([^"]*\/app\/claim#[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
const codeOf = (page: Page) => /class="code big">([^<]+)</.exec(page.html)?.[1] ?? ''

async function firstTenancy(house: House): Promise<Tenancy> {
  const tenancy = await house.edge.tenants.first()
  if (!tenancy) throw new Error('not set up')
  return tenancy
}

const owner = (house: House) =>
  house.db.selectFrom('users').select(['id', 'status', 'adminRole', 'email']).execute()

/** What enrolling their phone does to the person. */
async function enrol(house: House): Promise<void> {
  const tenancy = await firstTenancy(house)
  const [{ id } = { id: '' as UserId }] = await owner(house)
  const identityId = newId()
  await house.db
    .insertInto('identities')
    .values({ id: identityId, did: 'did:key:z1', createdAt: house.now })
    .execute()
  await transact(house.ground, tenancy, 'write', systemActor(tenancy.tenantId), (work) =>
    activateUser(work, { userId: id, did: 'did:key:z1', identityId, verifiesEmail: false }),
  )
}

test('whoever has the code sets up the organisation and its owner, and gets a claim for the phone', async ({
  empty: house,
}) => {
  const browser = open(house)
  const form = await browser.open('/setup')
  expect(form.heading).toBe('Set up Latchkey')
  expect(form.html).toContain(`value="${origin}"`)
  const page = await submit(browser)
  expect(page).toMatchObject({ status: 200, heading: 'Enrol your phone' })
  expect(page.text).toContain('Amara Okafor')
  expect(linkOf(page)).toMatch(/^http:\/\/localhost:3000\/app\/claim#v=1&iss=/)
  expect(codeOf(page)).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  expect(await owner(house)).toMatchObject([{ status: 'invited', adminRole: 'owner', email: filled.email }])

  // The link is real, and stays the same over a reload.
  const tenancy = await firstTenancy(house)
  expect(linkOf(await browser.open('/setup'))).toBe(linkOf(page))
  const token = new URLSearchParams(new URL(linkOf(page)).hash.slice(1)).get('t') ?? ''
  const opened = await transact(house.ground, tenancy, 'write', systemActor(tenancy.tenantId), (work) =>
    openClaim(work, { claim: token }),
  )
  expect(opened).toMatchObject({ purpose: 'enrol' })

  await enrol(house)
  const done = await browser.open('/setup')
  expect(done.heading).toBe('Latchkey is set up')
  expect(done.html).toContain(`href="${origin}/sign-in"`)
  expect((await open(house).open('/setup')).heading).toBe('Latchkey is set up')
})

test('a closed browser goes on with the code, another one without it does not', async ({ empty: house }) => {
  await submit(open(house))
  const other = open(house)
  const asks = await other.open('/setup')
  expect(asks.heading).toBe('Go on with the set-up')
  expect(asks.html).not.toContain('/app/claim')
  expect((await other.send('/setup/events')).status).toBe(404)
  const wrong = await other.press(asks, 'Continue', { code: 'AAAAA-AAAAA' })
  expect(wrong).toMatchObject({ status: 422, heading: 'Go on with the set-up' })
  const page = await other.press(wrong, 'Continue', { code: code.toLowerCase().replace('-', ' ') })
  expect(page.heading).toBe('Enrol your phone')
  const renewed = await other.press(page, 'New code')
  expect(codeOf(renewed)).not.toBe(codeOf(page))
  const { cookies } = open(house)
  expect(cookies.size).toBe(0)
})

test('the claim renews itself when its ten minutes are over', async ({ empty: house }) => {
  const browser = open(house)
  const page = await submit(browser)
  house.advance(601)
  const later = await browser.open('/setup')
  expect(later.heading).toBe('Enrol your phone')
  expect(linkOf(later)).not.toBe(linkOf(page))
  await enrol(house)
  await expect(browser.submit(later, 'New code')).resolves.toMatchObject({ status: 303 })
  expect(await house.db.selectFrom('claims').select('id').execute()).toHaveLength(2)
})

test('a phone that is in the middle of it is not cut off by a new claim', async ({ empty: house }) => {
  const browser = open(house)
  const page = await submit(browser)
  house.advance(540)
  await house.db.updateTable('claims').set({ openedAt: house.now }).execute()
  house.advance(300)
  expect(linkOf(await browser.open('/setup'))).toBe(linkOf(page))
  house.advance(301)
  expect(linkOf(await browser.open('/setup'))).not.toBe(linkOf(page))
})

test('the waiting page hears when the phone is enrolled', async ({ empty: house }) => {
  const browser = open(house)
  await submit(browser)
  const stream = await browser.send('/setup/events')
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toMatch(/data: [0-9a-f-]{36}/)
  await enrol(house)
  expect((await reader?.read())?.value).toContain('data: gone')
})

test('a cookie that we did not seal is none', async ({ empty: house }) => {
  const browser = open(house)
  await submit(browser)
  for (const [name, value] of browser.cookies) {
    browser.cookies.set(name, `${value.slice(0, -2)}AA`)
    expect((await browser.open('/setup')).heading).toBe('Go on with the set-up')
  }
})

test.for<[keyof typeof filled, string, string]>([
  ['code', 'AAAAA-AAAAA', 'That isn’t the set-up code'],
  ['organisation', '', 'Enter a name'],
  ['firstName', ' ', 'Enter a first name'],
  ['lastName', '', 'Enter a last name'],
  ['email', 'amara', 'Enter a work email'],
  ['address', 'localhost', 'Enter an address like'],
  ['address', 'https://id.example.org/path', 'Enter an address like'],
  ['address', 'https://other.example.org', 'LATCHKEY_URL says'],
])(
  'a form whose %s is %j is shown again with the reason, and nothing is made',
  async ([field, value, reason], { empty: house }) => {
    const page = await submit(open(house), { [field]: value })
    expect(page.status).toBe(422)
    expect(page.text).toContain(reason)
    expect(page.html).toContain('aria-invalid="true"')
    expect(await house.db.selectFrom('tenants').select('id').execute()).toEqual([])
  },
)

test('without LATCHKEY_URL the address is the request’s own, and has to be https or localhost', async ({
  empty: house,
}) => {
  const free = { ...house.edge, configured: { url: null, appUrl: null } }
  const { createApp } = await import('./create-app.ts')
  const { setupDoor } = await import('./setup.ts')
  const other: House = Object.assign(Object.create(house), { app: createApp(free, [setupDoor]) })
  for (const [at, address] of [
    ['http://127.0.0.1:3000', 'http://localhost:3000'],
    ['https://id.example.org', 'https://id.example.org'],
    ['http://192.168.1.5:3000', 'http://192.168.1.5:3000'],
  ] as const) {
    expect((await open(other, at).open('/setup')).html).toContain(`value="${address}"`)
  }
  const refused = await submit(open(other, 'http://192.168.1.5:3000'), { address: 'http://192.168.1.5:3000' })
  expect(refused.text).toContain('only over https, or on this computer at localhost')
  expect(await house.db.selectFrom('tenants').select('id').execute()).toEqual([])
})

test('twenty tries of one network, then it waits, right code or not', async ({ empty: house }) => {
  const browser = open(house)
  for (let tries = 0; tries < 20; tries++) await submit(browser, { code: 'AAAAA-AAAAA' })
  expect(await submit(browser)).toMatchObject({ status: 429, heading: 'Too many tries' })
  house.advance(901)
  expect((await submit(browser)).heading).toBe('Enrol your phone')
})

test('forms of other sites are refused', async ({ empty: house }) => {
  const body = new URLSearchParams(filled).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' }
  for (const path of ['/setup', '/setup/resume', '/setup/code']) {
    expect((await open(house).send(path, { method: 'POST', body, headers })).status).toBe(403)
  }
})

test('two set-ups at once: one organisation, and the other browser is asked for the code', async ({
  empty: house,
}) => {
  const browsers = [open(house), open(house)]
  const pages = await Promise.all(
    browsers.map((browser, at) => submit(browser, { organisation: `Org ${at}` })),
  )
  expect(pages.map(({ heading }) => heading).sort()).toEqual(['Enrol your phone', 'Go on with the set-up'])
  expect(await house.db.selectFrom('tenants').select('id').execute()).toHaveLength(1)
  expect(await owner(house)).toHaveLength(1)
})

test('the owner may choose a password as well, which is held against the rules and never shown again', async ({
  empty: house,
}) => {
  const browser = open(house)
  const page = await browser.open('/setup')
  expect(page.text).toContain('Set a password as well (optional)')
  const send = (password: string, fields = {}) =>
    browser.press(page, 'Continue', { ...filled, ...fields, password })
  for (const [password, text] of [
    ['short', 'Use at least 8 characters.'],
    ['password1', 'one of the passwords that people choose most'],
    ['northwind-42', 'Leave that out.'],
    ['Okafor-rides', 'Leave that out.'],
  ] as const) {
    const refused = await send(password)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(text)
    expect(refused.html.includes(`value="${password}"`)).toBe(false)
  }
  // Without the code nothing is hashed or told.
  const stranger = await send('password1', { code: 'WRONG-WRONG' })
  expect(stranger.text).not.toContain('people choose most')
  expect(await owner(house)).toEqual([])

  expect(await send('grey heron in the reeds')).toMatchObject({ heading: 'Enrol your phone' })
  const [stored] = await house.db.selectFrom('passwords').selectAll().execute()
  expect(stored).toMatchObject({ temporary: false, hash: expect.stringMatching(/^\$argon2id\$/) })
  // The phone is what makes the owner active.
  expect(await owner(house)).toMatchObject([{ status: 'invited' }])
  expect(await house.events()).toContain('user.password.set')
})
