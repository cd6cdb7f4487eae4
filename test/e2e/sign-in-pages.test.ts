import { createServer } from 'node:net'
import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderId } from '#contract/ids.ts'
import { issueOverride } from '#contract/overrides.ts'
import { requirePasswordReset } from '#contract/passwords.ts'
import { newId } from '#platform/id.ts'
import { type Browser, launchChromium } from '../chromium.ts'
import { createHouse, type House, type TestUser } from '../harness.ts'
import { givePassword, setPolicy } from '../passwords.ts'
import { goSurely } from './go-surely.ts'
import { look } from './look.ts'

const right = 'quiet river under the bridge'

/** The pages of the other ways in, in a real browser: what they look like, and that they work with script and without. */
describe('the sign-in pages', { timeout: 120_000, retry: 0 }, () => {
  let house: House
  let close: () => Promise<void>
  let server: ReturnType<typeof serve>
  let browser: Browser
  let page: Page
  let kim: TestUser
  let origin: string

  beforeAll(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    ;({ house, close } = await createHouse({ address: origin }))
    server = serve({ fetch: house.app.fetch, port })
    browser = await launchChromium()
    page = await browser.context.newPage()
    kim = await house.addUser({ email: 'kim@northwind.example' })
    await givePassword(house, kim, right)
    for (const name of ['Entra ID', 'Google']) await addProvider(house, name)
    await setPolicy(
      house,
      { order: ['password', 'phone', 'provider'], secondFactor: 'none', keepSignedIn: true },
      'sign-in',
    )
  }, 120_000)

  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
    server?.close()
    await close?.()
  })

  const heading = (name: string) => page.getByRole('heading', { name }).waitFor()

  async function toPassword() {
    await goSurely(page, `${origin}/sign-in?to=/account&as=other`)
    await page.getByLabel('Email').fill(kim.email)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await heading('Enter your password')
  }

  test('the first page offers the providers beside the address', async () => {
    await page.goto(`${origin}/sign-in?to=/account`)
    await heading('Sign in to your account')
    await look(page, 'sign-in-email-providers')
    await setPolicy(house, { order: ['provider', 'password'], secondFactor: 'none' }, 'sign-in')
    await page.goto(`${origin}/sign-in?to=/account`)
    await look(page, 'sign-in-providers-first')
    // Enter in the field is for the address, whatever stands above it.
    await page.getByLabel('Email').fill(kim.email)
    await page.getByLabel('Email').press('Enter')
    await heading('Choose how to sign in')
    await look(page, 'sign-in-choose-provider')
    await setPolicy(
      house,
      { order: ['password', 'phone', 'provider'], secondFactor: 'none', keepSignedIn: true },
      'sign-in',
    )
  })

  test('the password can be shown, and a wrong one is said', async () => {
    await toPassword()
    await look(page, 'sign-in-password')
    await page.getByLabel('Password', { exact: true }).fill('not this one at all')
    await page.getByRole('button', { name: 'Show password' }).click()
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('That email and password don’t match.').waitFor()
    await look(page, 'sign-in-password-wrong')
    await page.getByRole('button', { name: 'Use your phone' }).click()
    await heading('Check your phone')
    await look(page, 'sign-in-phone-other-ways')
    await page.getByRole('button', { name: 'Use your password' }).click()
    await heading('Enter your password')
    // Back and forth sends nothing twice.
    await page.goBack()
    await page.goForward()
    await heading('Enter your password')
  })

  test('a new password shows its rules while it is typed', async () => {
    const owner = await house.addOwner()
    await house.as(owner)(requirePasswordReset, { params: { userId: kim.id }, body: { required: true } })
    await toPassword()
    await page.getByLabel('Password', { exact: true }).fill(right)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await heading('Choose a new password')
    await look(page, 'sign-in-reset')
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.getByText('Use at least 8 characters.').waitFor()
    await look(page, 'sign-in-reset-weak')
    await page.getByLabel('New password').fill('seven green lamps at the harbour')
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.waitForURL(/\/account/)
  })

  test('without script a password signs in all the same', async () => {
    await using plain = await launchChromium({ javaScriptEnabled: false })
    const tab = await plain.context.newPage()
    await tab.goto(`${origin}/sign-in?to=/account`)
    await tab.getByLabel('Email').fill(kim.email)
    await tab.getByRole('button', { name: 'Continue', exact: true }).click()
    await tab.getByLabel('Password', { exact: true }).fill('seven green lamps at the harbour')
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click()
    await tab.waitForURL(/\/account/)
  })

  const allowFallbacks = async () => {
    const policy = { order: ['phone', 'password'], secondFactor: 'none', mailCodes: true, smsCodes: true }
    await setPolicy(house, policy, 'sign-in')
    house.setSms({ countries: ['GB'], perDay: 100 })
    await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', kim.id).execute()
  }
  async function toPhone(tab: Page) {
    await goSurely(tab, `${origin}/sign-in?to=/account&as=other`)
    await tab.getByLabel('Email').fill('somebody@northwind.example')
    await tab.getByRole('button', { name: 'Continue', exact: true }).click()
  }

  test('other ways than the phone come after a while, for everybody alike; a code is sent when it is full', async () => {
    await allowFallbacks()
    await toPhone(page)
    await heading('Check your phone')
    expect(await page.getByRole('button', { name: 'Passcode from your administrator' }).isVisible()).toBe(
      false,
    )
    house.advance(21)
    await page.reload()
    await page.getByRole('button', { name: 'Passcode from your administrator' }).waitFor()
    await look(page, 'sign-in-waiting-other-ways')
    await page.getByRole('button', { name: 'Get a code by SMS' }).click()
    await heading('Enter the code we sent you')
    await look(page, 'sign-in-code-sms')
    await goSurely(page, `${origin}/sign-in?to=/account&as=other`)
    await page.getByLabel('Email').fill(kim.email)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByRole('button', { name: 'Get a code by email' }).click()
    await heading('Enter the code we sent you')
    const { subject } = (await house.mails()).at(-1) ?? { subject: '' }
    const code = subject.slice(0, 6)
    await page.getByLabel('Code').fill(code === '999999' ? '888888' : '999999')
    await page.getByText('That code didn’t work.').waitFor()
    await look(page, 'sign-in-code-wrong')
    await page.getByLabel('Code').fill(code)
    await page.waitForURL(/\/account/)
  })

  test('a code that is over says so; a passcode is asked for, and works without script', async () => {
    await goSurely(page, `${origin}/sign-in?to=/account&as=other`)
    await page.getByLabel('Email').fill('somebody@northwind.example')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await heading('Check your phone')
    house.advance(21)
    await page.reload()
    await page.getByRole('button', { name: 'Get a code by email' }).click()
    await heading('Enter the code we sent you')
    house.advance(601)
    await page.reload()
    await heading('That code is over')
    await look(page, 'sign-in-code-over')
    await page.getByRole('button', { name: 'Passcode from your administrator' }).click()
    await heading('Passcode from your administrator')
    await page.getByLabel('Passcode').fill('ABCDE-12345')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByText('That code didn’t work.').waitFor()
    await look(page, 'sign-in-passcode-wrong')

    const owner = await house.addOwner()
    const { code } = await house.as(owner)(issueOverride, {
      params: { userId: kim.id },
      body: { reason: 'No phone today', minutes: 60 },
    })
    await using plain = await launchChromium({ javaScriptEnabled: false })
    const tab = await plain.context.newPage()
    await tab.goto(`${origin}/sign-in?to=/account`)
    await tab.getByLabel('Email').fill(kim.email)
    await tab.getByRole('button', { name: 'Continue', exact: true }).click()
    await tab.getByRole('heading', { name: 'Check your phone' }).waitFor()
    house.advance(21)
    await tab.reload()
    await tab.getByRole('button', { name: 'Passcode from your administrator' }).click()
    await tab.getByLabel('Passcode').fill(`${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase())
    await tab.getByRole('button', { name: 'Continue', exact: true }).click()
    await tab.waitForURL(/\/account/)
  })
})

/** One that is only there to be shown. */
async function addProvider(house: House, name: string): Promise<void> {
  await house.db
    .insertInto('providers')
    .values({
      tenantId: house.tenancy.tenantId,
      id: newId() as ProviderId,
      kind: 'oidc',
      name,
      nameKey: name.toLowerCase(),
      enabled: true,
      trusted: false,
      createsUsers: false,
      settings: JSON.stringify({
        protocol: 'oidc',
        issuer: 'https://id.example.com',
        clientId: 'latchkey',
        scopes: [],
      }),
      createdAt: house.now,
      updatedAt: house.now,
    })
    .execute()
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
