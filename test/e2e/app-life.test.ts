import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  approveOnPhone,
  askToSignIn,
  enrolByLink,
  finishSetUp,
  judge,
  organisation,
  type PhoneBrowser,
  pin,
  pressLate,
  type Stage,
  startStage,
  workerOf,
} from './app-stage.ts'
import { stretch } from './app-stretch.ts'

/** A phone over its life: what it shows of its accounts, what can be done from it, and how it reads in other languages. */
let stage: Stage
let phone: PhoneBrowser

beforeAll(async () => {
  stage = await startStage()
  phone = await stage.openPhone({ push: true })
  await enrolByLink(phone.page, stage.ownerLink)
  await signInAsOwner(pin)
})
afterAll(() => stage?.close())
beforeEach(() => {
  phone.complaints.length = 0
})

test('an account tells what was asked, which phones there are, and whether alerts arrive', async () => {
  const { page } = phone
  await open('accounts', 'Accounts')
  await page.getByRole('link', { name: organisation }).click()
  await page.getByRole('heading', { name: organisation, level: 1 }).waitFor()
  const activity = page.getByRole('region', { name: 'Recent activity' })
  await activity.getByText('Approved').waitFor()
  await page.getByText('No other phone of yours is set up here.').waitFor()
  await page.getByText('Sent to this phone', { exact: true }).waitFor()
  expect.soft(await judge(page), 'account').toEqual([])

  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('  ')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Give it a name').waitFor()
  expect.soft(await judge(page), 'rename').toEqual([])
  await page.getByRole('textbox', { name: 'Name' }).fill('Pocket phone')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Pocket phone').waitFor()

  const worker = await workerOf(phone, stage.instance.url)
  const { received } = phone.subscription()
  const isTest = ({ payload }: { payload: unknown }) => (payload as { t: string }).t === 'test'
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByText('Sent. It should ring within a few seconds.').waitFor()
  await stage.push.until(() => received.some(isTest))
  await worker.deliver(received.find(isTest)?.payload)
  await page.getByText('It arrived. Alerts work.').waitFor()
  expect(phone.complaints).toEqual([])
})

test('requests that do not stop are paused, and after a report everybody is put out', async () => {
  const { page } = phone
  for (let before = 0; before < 4; before++) {
    await askToSignIn(stage.desk, stage.instance.url)
    await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
    if (before === 3) break
    await pressLate(page, 'Deny')
    await page.getByRole('button', { name: 'Close' }).click()
  }
  await page.getByText('Someone may be trying to get in', { exact: true }).waitFor()
  expect.soft(await stretch(page), 'several requests').toEqual([])
  await pressLate(page, 'Pause requests for 15 minutes')
  await page.getByText('No request rings this phone until').waitFor()
  await pressLate(page, "It's not me: deny and report")
  await page.getByRole('heading', { name: 'We stopped it and told your administrators.' }).waitFor()
  expect.soft(await stretch(page), 'reported').toEqual([])
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByText('You are signed out everywhere.').waitFor()
  expect.soft(await judge(page), 'signed out everywhere').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByText(`Alerts from ${organisation} are paused until`).waitFor()
  await page.getByText('Reported').waitFor()
  expect.soft(await judge(page), 'paused').toEqual([])
})

const newPin = '926183'

test('the PIN is changed by who knows the old one, and then serves', async () => {
  const { page } = phone
  await open('pin', 'Enter your current PIN')
  const type = async (digits: string) => {
    await page.getByLabel(/^PIN/).fill(digits)
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  await type('161803')
  await type('123456')
  await page.getByText('Digits in a row are easy to guess.').waitFor()
  await type(newPin)
  await type('555777')
  await page.getByText('Those two were not the same.').waitFor()
  await type(newPin)
  await type(newPin)
  await page.getByText('That PIN is not right. 9 tries are left before this phone is paused.').waitFor()
  expect.soft(await judge(page), 'PIN').toEqual([])
  await type(pin)
  await type(newPin)
  await type(newPin)
  await page.getByRole('heading', { name: 'Your PIN is changed' }).waitFor()
  expect.soft(await judge(page), 'changed').toEqual([])
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await signInAsOwner(newPin)
})

test('settings keep the look, and what they give to whoever helps opens nothing and names nobody', async () => {
  const { page, context } = phone
  await context.grantPermissions(['clipboard-read', 'clipboard-write', 'notifications'], {
    origin: stage.instance.url,
  })
  await open('settings', 'Settings')
  await page.getByRole('radio', { name: 'Dark' }).click()
  await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await page.getByRole('radio', { name: 'As the phone' }).click()
  await page.getByText('Show what is in them').click()
  expect.soft(await judge(page), 'settings').toEqual([])
  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(copied)).toMatchObject({
    alerts: 'webpush',
    devices: [{ server: stage.instance.url, verification: 'pin', state: 'active', checked: true }],
  })
  expect(copied).not.toMatch(/amara|northwind\.example|Pocket|did:key|p256dh|endpoint|salt|"x"|"d"/i)
})

test('help does what the app can do about it, also without a network', async () => {
  const { page, context } = phone
  await open('help/no-alerts', "I'm not getting notifications")
  const checks = page.getByRole('button', { name: 'Check' })
  await checks.nth(0).click()
  await page.getByText('Allowed, and this phone can be reached.').waitFor()
  await checks.nth(1).click()
  await page.getByText('The server answers.').waitFor()
  await page.getByText('where your organisation allows it').waitFor()
  expect.soft(await judge(page), 'help').toEqual([])
  await context.setOffline(true)
  await checks.nth(1).click()
  await page.getByText("You're offline.", { exact: true }).waitFor()
  await open('help/no-phone', "I don't have my phone")
  await page.getByText('Administrative Override').waitFor()
  await open('activity', 'Recent activity')
  await page.getByText("It appears once you're back.").waitFor()
  await context.setOffline(false)
  await open('help/qr', "The QR code can't be read")
  await page.getByRole('button', { name: 'Open scanner' }).waitFor()
})

test('no screen breaks under words that are longer, or that run from right to left', {
  timeout: 300_000,
}, async () => {
  const { page } = phone
  const fragments = ['', 'accounts', 'activity', 'rename', 'settings', 'pin', 'reset', 'help', 'backup']
  for (const id of ['no-phone', 'no-alerts', 'qr', 'new-phone', 'unexpected', 'lost', 'deactivated'])
    fragments.push(`help/${id}`)
  await open('accounts', 'Accounts')
  const account = await page.getByRole('link', { name: organisation }).getAttribute('href')
  const deviceId = account?.split('/').at(-1) ?? ''
  for (const kind of ['account', 'remove', 'keep']) fragments.push(`${kind}/${deviceId}`)
  for (const fragment of fragments) {
    await page.goto(`${stage.instance.url}/app/#${fragment}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    expect.soft(await stretch(page), `#${fragment}`).toEqual([])
  }
  await page.goto(`${stage.instance.url}/app/`)
  await askToSignIn(stage.desk, stage.instance.url)
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  expect.soft(await stretch(page), 'request').toEqual([])
  await pressLate(page, 'Deny')
  await page.getByRole('heading', { name: 'We stopped it.' }).waitFor()
  expect.soft(await stretch(page), 'denied').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
})

test('a phone that knows its person by itself is locked when it opens, and asks at once', async () => {
  await signInAsOwner(newPin)
  const ben = await stage.api<{ id: string }>('POST', '/users', {
    firstName: 'Ben',
    lastName: 'Castillo',
    email: 'ben@northwind.example',
    sendWelcomeEmail: false,
  })
  const { secret } = await stage.api<{ secret: { link: string } }>('POST', `/users/${ben.id}/claims`, {
    kind: 'screen',
  })
  const other = await stage.openPhone()
  const { page } = other
  const session = await other.context.newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const steps: [string, () => Promise<void>][] = [
    ['welcome', () => page.getByRole('button', { name: 'Get started' }).click()],
    ['set-up', () => page.getByRole('button', { name: 'Enter code instead' }).click()],
    ['code', () => page.getByLabel('Setup code').fill(secret.link)],
    ['', () => page.getByRole('button', { name: 'Continue' }).click()],
    ['confirm', () => page.getByRole('button', { name: `Add ${organisation}` }).click()],
    ['name', () => page.getByRole('button', { name: 'Continue' }).click()],
    ['protect', () => page.getByRole('button', { name: 'Use fingerprint, face or screen lock' }).click()],
  ]
  await page.goto(`${stage.instance.url}/app/`)
  for (const [name, act] of steps) {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    if (name) expect.soft(await stretch(page), name).toEqual([])
    await act()
  }
  await page.getByRole('button', { name: 'Turn on alerts' }).waitFor()
  expect.soft(await stretch(page), 'alerts').toEqual([])
  await finishSetUp(page)

  await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false })
  await page.reload()
  await page.getByRole('heading', { name: 'Latchkey is locked' }).waitFor()
  expect.soft(await judge(page), 'locked').toEqual([])
  expect.soft(await stretch(page), 'locked').toEqual([])
  await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true })
  await page.reload()
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
  await other.close()
})

/** A screen by its address, once it is there. */
async function open(fragment: string, heading: string) {
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/#${fragment}`)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
}

async function signInAsOwner(by: string) {
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/`)
  const number = await askToSignIn(stage.desk, stage.instance.url)
  await approveOnPhone(page, number, by)
  await page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
  await stage.desk.waitForURL(`${stage.instance.url}/admin`)
  // It goes by itself.
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
}
