import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { createClient } from '#contract/client.ts'
import { changeEmail } from '#contract/emails.ts'
import { beginOwnPasskey } from '#contract/passkeys.ts'
import { beginOwnLink, changeOwnEmail, updateOwnContact } from '#contract/self.ts'
import { updateUser } from '#contract/users.ts'
import { phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { addKim, type Company, comeIn, kim, linksIn, sessionOf, signIn, test } from '../../test/company.ts'
import { type Browser, createBrowser } from '../../test/page-client.ts'
import { givePasskey } from '../../test/passkeys.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import { addApplication, identify } from '../../test/sign-in.ts'

const none = { params: {}, body: {} }
const password = 'quiet river under the bridge'
const guarded = { code: 'first-passkey-guarded' }

const ask = ({ house }: Company, passkeyRequiredFor: string[]) =>
  setPolicy(
    house,
    { order: ['password', 'provider', 'phone', 'passkey'], secondFactor: 'none', passkeyRequiredFor },
    'sign-in',
  )

const apiOf = (browser: Browser) =>
  createClient((path, init) =>
    browser.send(path, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), origin: 'http://localhost:3000' },
    }),
  )

async function askByApplication({ house }: Company) {
  const application = await addApplication(house)
  const set = { passkeyRequired: true, access: 'everyone' } as const
  await house.db.updateTable('applications').set(set).where('id', '=', application).execute()
}

/** Kim’s account page, by whoever knows the password alone. */
async function byPassword(company: Company) {
  const { house } = company
  const user = await addKim(house)
  await givePassword(house, user, password)
  const browser = createBrowser(house)
  await browser.press(await identify(browser, user.email, '/sign-in?to=/account'), 'Sign in', { password })
  return { user, browser, api: apiOf(browser) }
}

test('what would lift the guard of the first passkey is guarded as it is: a provider, an address, a mailbox of one’s own', async ({
  company,
}) => {
  const { house, owner, providerId } = company
  await ask(company, ['user'])
  const { user, api } = await byPassword(company)
  const link = () => api(beginOwnLink, { params: {}, body: { providerId } })
  const change = (kind: 'primary' | 'alias') =>
    api(changeOwnEmail, { params: {}, body: { email: `${kind}@thief.example`, kind } })
  const contact = (body: object) => api(updateOwnContact, { params: {}, body })
  for (const act of [
    link,
    () => change('primary'),
    () => change('alias'),
    () => contact({ personalEmail: 'thief@thief.example' }),
  ])
    await expect(act()).rejects.toMatchObject({
      ...guarded,
      message: expect.stringContaining('A password is not enough to change this before you have a passkey'),
    })
  // By another door too, where they are an administrator of themselves.
  const self = { ...user, adminRole: 'owner' as const }
  const set = { adminRole: 'owner', role: 'admin' } as const
  await house.db.updateTable('users').set(set).where('id', '=', user.id).execute()
  await askByApplication(company)
  const to = { params: { userId: user.id } }
  const email = { email: 'other@thief.example', kind: 'alias' as const }
  await expect(house.as(self)(changeEmail, { ...to, body: email })).rejects.toMatchObject(guarded)
  const { version } = await house.db
    .selectFrom('users')
    .select('version')
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow()
  const personal = { ...to, ifMatch: version, body: { personalEmail: 'thief@thief.example' } }
  await expect(house.as(self)(updateUser, personal)).rejects.toMatchObject(guarded)
  const issue = { ...to, body: { kind: 'screen' as const } }
  await expect(house.as(self)(issueClaim, issue)).rejects.toMatchObject(guarded)

  // What an administrator does for them, and what lets nobody in, is not asked about; neither is whoever has a passkey.
  await house.as(owner)(changeEmail, { ...to, body: email })
  await house.as(owner)(updateUser, personal)
  await house.as(owner)(issueClaim, issue)
  await house.as(self)(updateOwnContact, { params: {}, body: { mobile: '+447400123456' } })
  await ask(company, [])
  await givePasskey(house, user)
  expect(await house.as(self)(beginOwnLink, { params: {}, body: { providerId } })).toMatchObject({
    url: expect.stringContaining('http'),
  })
})

test('a link that was begun before a passkey was asked for is not made after', async ({ company }) => {
  const { upstream, providerId } = company
  await ask(company, [])
  const { browser, api } = await byPassword(company)
  upstream.present({ ...kim, sub: 'thief', email: 'thief@thief.example' })
  const { url } = await api(beginOwnLink, { params: {}, body: { providerId } })
  const back = await upstream.visit(url)
  await askByApplication(company)
  const refused = await browser.send(back)
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('A password is not enough to change this before you have a passkey'),
  ])
  expect(await linksIn(company)).toEqual([])
})

test('an address that was asked for by a password before a passkey was asked for is not confirmed after; by the phone it is', async ({
  company,
}) => {
  const { house } = company
  await ask(company, [])
  const { user, browser, api } = await byPassword(company)
  const confirm = async () => {
    const mail = (await house.mails()).findLast(({ text }) => text.includes('/confirm-email?token='))
    const token = /\?token=([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
    const body = new URLSearchParams({ token })
    return (await browser.send('/confirm-email', { method: 'POST', body })).status
  }
  const change = (api: ReturnType<typeof apiOf>, email: string) =>
    api(changeOwnEmail, { params: {}, body: { email, kind: 'alias' } })
  await change(api, 'thief@thief.example')
  await askByApplication(company)
  expect(await confirm()).toBe(410)
  expect(await house.events()).not.toContain('user.email.changed')

  // Whoever had shown their phone before goes on, and so does what an administrator asked for.
  await house.db.updateTable('applications').set({ passkeyRequired: false }).execute()
  await house.db.updateTable('sessions').set({ acr: phoneAcr }).where('userId', '=', user.id).execute()
  await change(api, 'kim@own.example')
  await askByApplication(company)
  expect(await confirm()).toBe(200)
})

test('signing in through a provider that a password alone may have linked adds no first passkey', async ({
  company,
}) => {
  const { house, upstream } = company
  await ask(company, ['user'])
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  await signIn(company, browser, signInId)
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeDefined()
  const begin = () => apiOf(browser)(beginOwnPasskey, none)
  expect(await begin()).toMatchObject({ options: expect.anything() })
  for (const linkedBy of ['proof', 'merge'] as const) {
    await house.db.updateTable('providerLinks').set({ linkedBy }).execute()
    await expect(begin()).rejects.toMatchObject(guarded)
  }
  await house.db.updateTable('providerLinks').set({ linkedBy: 'self' }).execute()
  expect(await begin()).toMatchObject({ options: expect.anything() })
  // Nor does one that is gone.
  await house.db.deleteFrom('providerLinks').execute()
  await expect(begin()).rejects.toMatchObject(guarded)
})
