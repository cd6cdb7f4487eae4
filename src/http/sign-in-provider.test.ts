import { expect } from 'vitest'
import { deactivateUser } from '#contract/users.ts'
import { providerAcr } from '#domain/sign-in/methods.ts'
import { addKim, type Company, change, comeIn, kim, linksIn, signIn, test } from '../../test/company.ts'
import { createBrowser } from '../../test/page-client.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import { addPhone, answer, failures, identify, masked, sessionsOf } from '../../test/sign-in.ts'

const right = 'quiet river under the bridge'

/** Through the provider, and the page that the browser then sees. */
async function through(company: Company) {
  const { browser, signInId } = await comeIn(company)
  await signIn(company, browser, signInId)
  return { browser, signInId, page: await browser.open(`/sign-in/${signInId}`) }
}

test('the first page offers the provider, and its button leads there for this sign-in', async ({
  company,
}) => {
  const { house, upstream } = company
  const user = await addKim(house)
  upstream.present(kim)
  const browser = createBrowser(house)
  const page = await browser.open('/sign-in?to=/account')
  expect(page.html).toContain('Continue with Contoso')
  const left = await browser.submit(page, 'Continue with Contoso')
  expect(left.headers.get('location')).toContain(upstream.host)
  await browser.send(await upstream.visit(left.headers.get('location') ?? ''))
  expect((await browser.open(page.path)).location).toBe('/account')
  expect(await sessionsOf(house, user.id)).toMatchObject([
    { amr: ['fed'], acr: providerAcr, providerId: company.providerId, provedAt: house.now },
  ])
  // Next time the browser asks for it first.
  expect((await identify(browser, kim.email, '/sign-in?as=other')).heading).toBe('Choose how to sign in')

  await setPolicy(house, { order: ['phone', 'password'] }, 'sign-in')
  const without = await createBrowser(house).open('/sign-in?to=/account')
  expect(without.html).not.toContain('Contoso')
})

test('an administrator who comes through a provider is asked for the phone as well', async ({ company }) => {
  const { house, upstream, owner } = company
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', owner.id).execute()
  const phone = await addPhone(house, owner)
  upstream.present({ ...kim, sub: 'owner', email: owner.email })
  const { browser, page } = await through(company)
  expect(page.heading).toBe('Check your phone')
  expect(page.html).not.toContain('Use your password')
  expect((await sessionsOf(house, owner.id)).filter(({ acr }) => acr !== 'test')).toEqual([])
  await answer(house, page, 'approved', { deviceId: phone })
  expect((await browser.open(page.path)).location).toBe('/account')
  const session = (await sessionsOf(house, owner.id)).find(({ acr }) => acr !== 'test')
  expect(session).toMatchObject({ amr: ['fed', 'pop', 'user', 'mfa', 'pin'], providerId: company.providerId })
})

test('an account that may be theirs is proved by its password first, and linked by that', async ({
  company,
}) => {
  const { house, upstream } = company
  const user = await addKim(house)
  await givePassword(house, user, right)
  await change(company, { trusted: false })
  await setPolicy(house, { order: ['password', 'provider'] }, 'sign-in')
  upstream.present(kim)
  const { browser, page } = await through(company)
  expect(page.heading).toBe('Enter your password')
  expect(page.text).toContain('Contoso becomes a way to sign in to it')
  expect(page.html).not.toContain('Continue with Contoso')
  const wrong = await browser.press(page, 'Sign in', { password: 'not this one at all' })
  expect(wrong.text).toContain('That email and password don’t match.')
  expect(await linksIn(company)).toEqual([])
  expect((await browser.press(wrong, 'Sign in', { password: right })).location).toBe('/account')
  expect(await linksIn(company)).toMatchObject([{ userId: user.id, subject: kim.sub, linkedBy: 'proof' }])
  expect(await sessionsOf(house, user.id)).toMatchObject([
    { amr: ['fed', 'pwd'], providerId: company.providerId },
  ])
})

test('whose address is typed in between gets nothing of the upstream identity', async ({ company }) => {
  const { house, upstream } = company
  await addKim(house)
  await change(company, { trusted: false })
  const other = await house.addUser()
  await givePassword(house, other, right)
  await setPolicy(house, { order: ['password', 'provider'] }, 'sign-in')
  upstream.present(kim)
  const { browser, signInId, page } = await through(company)
  expect(page.heading).toBe('Enter your password')
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  await browser.send(`/sign-in/${signInId}`, { ...form, body: `address=${other.email}` })
  const asked = await browser.open(page.path)
  expect(asked.text).toContain(other.email)
  expect((await browser.press(asked, 'Sign in', { password: right })).location).toBe('/account')
  expect(await linksIn(company)).toEqual([])
  expect(await sessionsOf(house, other.id)).toMatchObject([{ amr: ['pwd'], providerId: null }])
})

test('an address that the provider does not vouch for tells nobody whether there is such a person', async ({
  company,
}) => {
  const { house, upstream } = company
  await addKim(house)
  const pages: string[] = []
  for (const email of [kim.email, 'nobody@contoso.example']) {
    upstream.present({ ...kim, sub: email, email, email_verified: false })
    const { page } = await through(company)
    expect(page.heading).toBe('Check your phone')
    pages.push(masked(page).replaceAll(email, 'ADDRESS'))
  }
  expect(pages[1]).toEqual(pages[0])

  upstream.present({ ...kim, sub: 'known', email: 'nobody@contoso.example' })
  const { page } = await through(company)
  expect(page).toMatchObject({ status: 403, heading: 'Nobody here has your address' })
  expect(await failures(house)).toContain('provider-unknown')
})

test('whoever was deactivated hears so after their provider vouched for them, and gets no session', async ({
  company,
}) => {
  const { house, upstream, owner } = company
  const user = await addKim(house)
  upstream.present(kim)
  await through(company)
  await house.as(owner)(deactivateUser, { params: { userId: user.id }, body: { kind: 'suspension' } })
  const { page } = await through(company)
  expect(page).toMatchObject({ status: 403, heading: 'Your account is deactivated' })
  expect((await sessionsOf(house, user.id)).every(({ endedAt }) => endedAt !== null)).toBe(true)
})

test('what a provider says in one sign-in counts in no other, and not after somebody is named anew', async ({
  company,
}) => {
  const { house, upstream } = company
  const user = await addKim(house)
  const boss = await house.addOwner()
  await addPhone(house, boss)
  await addPhone(house, user)
  await setPolicy(house, { secondFactor: 'everyone' }, 'sign-in')
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const { path: second } = await browser.open('/sign-in?to=/account&as=other')
  await signIn(company, browser, signInId)
  expect((await browser.open(`/sign-in/${signInId}`)).heading).toBe('Check your phone')
  expect((await browser.open(second)).heading).toBe('Sign in to your account')
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  await browser.send(`/sign-in/${signInId}`, { ...form, body: `address=${boss.email}` })
  const row = await house.db
    .selectFrom('signIns')
    .select(['userId', 'providerAt', 'providerId'])
    .where('id', '=', signInId)
    .executeTakeFirst()
  expect(row).toEqual({ userId: boss.id, providerAt: null, providerId: null })
  expect(await sessionsOf(house, user.id)).toEqual([])
})
