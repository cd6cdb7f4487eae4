import { describe, expect } from 'vitest'
import { sendPasswordLink } from '#contract/passwords.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { createHouse, type House, type Person, type TestUser, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'
import { givePassword, setPolicy, tryPassword } from '../../test/passwords.ts'

const first = 'grey heron in the reeds'
const second = 'green heron in the reeds'

/** Somebody whose address is confirmed. */
async function addVerified(house: House, person: Partial<Person> = {}): Promise<TestUser> {
  const user = await house.addUser(person)
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', user.id).execute()
  return user
}

const browse = (house: House, ip = '203.0.113.7') =>
  createBrowser(house, { headers: { 'x-forwarded-for': ip } })

async function forgot(house: House, address: string, browser: Browser = createBrowser(house)): Promise<Page> {
  return browser.press(await browser.open('/password/forgot'), 'Send a link', { address })
}

/** The link in the latest mail, below the host. */
async function linkOf(house: House): Promise<string> {
  const { text } = (await house.mails()).at(-1) ?? { text: '' }
  const link = /http:\S+\/password\/set\?token=[\w-]{43}/.exec(text)?.[0] ?? ''
  return link.replace(house.tenancy.baseUrl, '')
}

/** Opens a link and sets a password. */
async function setBy(house: House, link: string, password: string, browser = createBrowser(house)) {
  return browser.press(await browser.open(link), 'Set password', { password, end_others: 'yes' })
}

describe('"Forgot password"', () => {
  test('mails a link that sets a new password, once, and signs nobody in', async ({ house }) => {
    const kim = await addVerified(house)
    await givePassword(house, kim, first)
    await house.addSession(kim.id)
    await house.db.deleteFrom('outbox').execute()
    expect(await forgot(house, ` ${kim.email.toUpperCase()}`)).toMatchObject({
      status: 200,
      heading: 'Look into your mail',
    })
    const [mail] = await house.mails()
    expect(mail).toMatchObject({ to: kim.email, subject: 'Set a password at Northwind' })
    expect(mail?.html).toContain('Set a password</a>')

    const browser = createBrowser(house)
    const link = await linkOf(house)
    // Whoever looks at mail before its reader does opens it as well.
    await browser.open(link)
    const page = await browser.open(link)
    expect(page).toMatchObject({ status: 200, heading: 'Choose a new password' })
    expect(page.text).toContain(kim.email)
    expect(page.text).toContain('At least 8 characters')
    const done = await browser.press(page, 'Set password', { password: second, end_others: 'yes' })
    expect(done).toMatchObject({ heading: 'Your password is set', path: '/password/done' })
    expect([...browser.cookies.keys()]).toEqual([])
    expect(await tryPassword(house, kim, second)).toMatchObject({ right: true, temporary: false })
    expect(await house.events()).toEqual([
      'user.password.set',
      'user.password.reset-requested',
      'user.password.set',
      'user.password.reset-completed',
      'user.session.revoked',
    ])
    expect((await house.mails()).at(-1)).toMatchObject({ subject: 'Your password was changed at Northwind' })

    for (const again of [
      await browser.open(link),
      await browser.press(page, 'Set password', { password: first }),
    ])
      expect(again).toMatchObject({ status: 410, heading: 'This link doesn’t work any more' })
    expect(await tryPassword(house, kim, second)).toMatchObject({ right: true })
  })

  test('leaves no token, hash or password in the database, the events and the log', async ({ house }) => {
    const kim = await addVerified(house)
    await forgot(house, kim.email)
    const link = await linkOf(house)
    await setBy(house, link, second)
    const token = new URLSearchParams(link.split('?')[1]).get('token') ?? ''
    const { hash } = await house.db.selectFrom('passwords').select('hash').executeTakeFirstOrThrow()
    const links = await house.db.selectFrom('passwordLinks').selectAll().execute()
    expect(links[0]?.tokenHash).toHaveLength(32)
    const events = await house.db.selectFrom('auditEvents').selectAll().execute()
    const written = JSON.stringify([events, house.logs, links])
    for (const secret of [token, hash, second]) expect(written).not.toContain(secret)
  })

  test('says the same of everybody, byte by byte, and writes to those whom it helps', async ({ house }) => {
    const [known, unverified, invited, gone, linked] = [
      await addVerified(house),
      await house.addUser(),
      await house.addUser({ status: 'invited' }),
      await addVerified(house),
      await addVerified(house),
    ]
    await house.work(null, (work) => deactivateUser(work, { userId: gone.id, kind: 'suspension' }))
    const addresses = [known, unverified, invited, gone, linked].map(({ email }) => email)
    const seen = new Set<string>()
    for (const address of [...addresses, 'nobody@example.com']) {
      const page = await forgot(house, address)
      seen.add(JSON.stringify([page.status, page.html, page.path]))
    }
    expect(seen.size).toBe(1)
    const told = Object.fromEntries((await house.mails()).map(({ to, text }) => [to, text]))
    expect(Object.keys(told).sort()).toEqual(
      [known, unverified, invited, linked].map(({ email }) => email).sort(),
    )
    expect(told[known.email]).toContain('/password/set?token=')
    expect(told[unverified.email]).toContain('not confirmed yet')
    expect(told[invited.email]).toContain('Open the invitation')
    for (const to of [unverified.email, invited.email]) expect(told[to]).not.toContain('token=')
  })

  test('sends nobody a link whom the policy allows no password, and says what they have instead', async ({
    house,
  }) => {
    const [phone, provider] = [await addVerified(house), await addVerified(house)]
    await house.db.updateTable('users').set({ providerLinks: 1 }).where('id', '=', provider.id).execute()
    const texts = async () => (await house.mails()).slice(-2).map(({ text }) => text)
    await setPolicy(house, { allowed: 'no' })
    for (const { email } of [phone, provider]) await forgot(house, email)
    const [byPhone, byProvider] = await texts()
    expect(byPhone).toContain('app on your phone')
    expect(byProvider).toContain('button of your provider')
    // Allowed, and asked for nowhere.
    await setPolicy(house, {})
    await setPolicy(house, { order: ['phone', 'provider'] }, 'sign-in')
    for (const { email } of [phone, provider]) await forgot(house, email)
    expect((await texts()).join()).not.toContain('token=')
    expect(await house.db.selectFrom('passwordLinks').selectAll().execute()).toEqual([])
  })

  test('writes to one address four times an hour, and says the same the fifth time', async ({ house }) => {
    const kim = await addVerified(house)
    const pages = []
    for (let turn = 0; turn < 5; turn++) pages.push((await forgot(house, kim.email)).html)
    expect(new Set(pages).size).toBe(1)
    expect(await house.mails()).toHaveLength(4)
    house.advance(3600)
    await forgot(house, kim.email)
    expect(await house.mails()).toHaveLength(5)
  })

  test('by somebody else does not end the link that the person has', async ({ house }) => {
    const kim = await addVerified(house)
    await forgot(house, kim.email)
    const link = await linkOf(house)
    await forgot(house, kim.email)
    const latest = await linkOf(house)
    expect(await setBy(house, link, second)).toMatchObject({ heading: 'Your password is set' })
    // One was enough.
    expect(await createBrowser(house).open(latest)).toMatchObject({ status: 410 })
  })

  test('asks for an address, and refuses forms of other sites', async ({ house }) => {
    expect(await forgot(house, 'kim@@example')).toMatchObject({
      status: 422,
      heading: 'Forgot your password?',
    })
    const response = await house.request('/password/forgot', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
      body: 'address=kim@example.com',
    })
    expect(response.status).toBe(403)
  })

  test('says so where no mail is sent', async ({ house }) => {
    const kim = await addVerified(house)
    house.setMailKind('none')
    expect((await createBrowser(house).open('/password/forgot')).text).toContain('sends no mail')
    const response = await house.request('/password/forgot', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `address=${kim.email}`,
    })
    expect(await response.text()).toContain('sends no mail')
    expect(await house.mails()).toEqual([])
  })
})

test('a network that asks too often is told so, whatever address it asks for', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  const browser = browse(house)
  for (let turn = 0; turn < 30; turn++)
    expect((await forgot(house, `nobody${turn}@example.com`, browser)).status).toBe(200)
  expect(await forgot(house, 'nobody@example.com', browser)).toMatchObject({
    status: 429,
    heading: 'Too many tries',
  })
  expect((await forgot(house, 'nobody@example.com', browse(house, '198.51.100.7'))).status).toBe(200)
  await close()
})

describe('the page of a link', () => {
  test('tells everything that is wrong, keeps the link, and never shows what was typed', async ({
    house,
  }) => {
    const kim = await addVerified(house)
    await setPolicy(house, { minimumLength: 12, requireUppercase: true, requireSymbol: true })
    await forgot(house, kim.email)
    const link = await linkOf(house)
    const browser = createBrowser(house)
    const page = await browser.open(link)
    expect(page.text).toContain('At least 12 characters An uppercase letter A symbol')
    const refused = await browser.press(page, 'Set password', { password: 'northwind' })
    expect(refused.status).toBe(422)
    for (const text of [
      'Use at least 12 characters.',
      'Add an uppercase letter.',
      'Add a symbol.',
      'Leave that out.',
    ])
      expect(refused.text).toContain(text)
    expect(refused.html.includes('value="northwind"')).toBe(false)
    // What was not ticked stays so.
    expect(refused.html.includes(' checked>')).toBe(false)
    const password = 'Green heron, reeds'
    expect(await browser.press(refused, 'Set password', { password })).toMatchObject({
      heading: 'Your password is set',
    })
  })

  test('is over after an hour, for another address, for whoever is deactivated or may have none', async ({
    house,
  }) => {
    const kim = await addVerified(house)
    await forgot(house, kim.email)
    const link = await linkOf(house)
    const status = async () => (await createBrowser(house).open(link)).status
    const set = (change: object) =>
      house.db.updateTable('users').set(change).where('id', '=', kim.id).execute()
    expect(await status()).toBe(200)
    await set({ emailKey: 'other@example.com' })
    expect(await status()).toBe(410)
    await set({ emailKey: kim.email })
    await setPolicy(house, { allowed: 'no' })
    expect(await status()).toBe(410)
    await setPolicy(house, {})
    house.advance(3599)
    const page = await createBrowser(house).open(link)
    expect(page.status).toBe(200)
    house.advance(1)
    expect(await status()).toBe(410)
    expect(await createBrowser(house).press(page, 'Set password', { password: second })).toMatchObject({
      status: 410,
    })
    expect(await house.events()).not.toContain('user.password.set')
  })

  test('of another organisation does not open here', async ({ house }) => {
    const there = await house.addTenant('contoso')
    const kim = await addVerified(house)
    await forgot(house, kim.email)
    const link = await linkOf(house)
    expect((await createBrowser(house).open(`/t/contoso${link}`)).status).toBe(410)
    expect(there.slug).toBe('contoso')
    expect((await createBrowser(house).open('/password/set?token=nothing')).status).toBe(410)
    expect((await createBrowser(house).open('/password/set')).status).toBe(410)
  })

  test('sets one password where it is sent twice at once', async ({ house }) => {
    const kim = await addVerified(house)
    await forgot(house, kim.email)
    const browser = createBrowser(house)
    const page = await browser.open(await linkOf(house))
    const sent = await Promise.all(
      [first, second].map((password) => browser.submit(page, 'Set password', { password })),
    )
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 410])
    expect((await house.events()).filter((type) => type === 'user.password.set')).toHaveLength(1)
  })

  test('goes on with the sign-in that asked, in the browser that began it and in no other', async ({
    house,
  }) => {
    const kim = await addVerified(house)
    const browser = createBrowser(house)
    const signIn = await browser.open('/sign-in')
    const id = signIn.path.split('/').at(-1) ?? ''
    const ask = async () => {
      const page = await browser.open(`/password/forgot?sign_in=${id}`)
      await browser.press(page, 'Send a link', { address: kim.email })
      return linkOf(house)
    }
    expect((await setBy(house, await ask(), first)).path).toBe('/password/done')
    expect((await setBy(house, await ask(), second, browser)).path).toBe(`/sign-in/${id}`)
  })
})

test('while too many passwords are being hashed the form is there for another try', async () => {
  const { house, close } = await createHouse({
    hashing: { memoryKib: 65_536, passes: 20, concurrency: 1, waiting: 0 },
  })
  const kim = await addVerified(house)
  await forgot(house, kim.email)
  const browser = createBrowser(house)
  const page = await browser.open(await linkOf(house))
  const occupied = house.ground.passwords.hash('somebody else')
  const busy = await browser.press(page, 'Set password', { password: first })
  expect(busy).toMatchObject({ status: 503, heading: 'Choose a new password' })
  expect(busy.headers.get('retry-after')).toBe('2')
  await occupied
  expect(await browser.press(busy, 'Set password', { password: first })).toMatchObject({
    heading: 'Your password is set',
  })
  await close()
})

describe('a link from an administrator', () => {
  test('makes an invited person active and their address confirmed; earlier links end', async ({ house }) => {
    const desk = house.as(await house.addAdmin('help-desk'))
    const kim = await house.addUser({ status: 'invited' })
    const send = () => desk(sendPasswordLink, { params: { userId: kim.id }, body: {} })
    const { expiresAt } = await send()
    expect(expiresAt.getTime() - house.now.getTime()).toBe(3_600_000)
    const earlier = await linkOf(house)
    await send()
    expect((await createBrowser(house).open(earlier)).status).toBe(410)
    expect(await setBy(house, await linkOf(house), first)).toMatchObject({ heading: 'Your password is set' })
    const user = await house.db
      .selectFrom('users')
      .select(['status', 'emailVerified', 'hasPassword'])
      .where('id', '=', kim.id)
      .executeTakeFirstOrThrow()
    expect(user).toEqual({ status: 'active', emailVerified: true, hasPassword: true })
    expect(await house.events()).toEqual([
      'user.password.reset-requested',
      'user.password.reset-requested',
      'user.email.verified',
      'user.activated',
      'user.password.set',
      'user.password.reset-completed',
    ])
  })

  test('is refused without a mail server, and for whoever may have no password', async ({ house }) => {
    const owner = house.as(await house.addOwner())
    const kim = await house.addUser()
    const send = () => owner(sendPasswordLink, { params: { userId: kim.id }, body: {} })
    house.setMailKind('none')
    await expect(send()).rejects.toMatchObject({ code: 'mail-not-configured' })
    house.setMailKind('smtp')
    await setPolicy(house, { allowed: 'no' })
    await expect(send()).rejects.toMatchObject({ code: 'password-not-allowed' })
    expect(await house.mails()).toEqual([])
  })
})
