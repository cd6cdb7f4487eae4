import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  approveOnPhone,
  askToSignIn,
  choosePin,
  finishSetUp,
  judge,
  organisation,
  type PhoneBrowser,
  pin,
  pressLate,
  type Stage,
  startStage,
} from './app-stage.ts'

let stage: Stage
let phone: PhoneBrowser

beforeAll(async () => {
  stage = await startStage()
  phone = await stage.openPhone()
})
afterAll(() => stage?.close())
beforeEach(() => {
  phone.complaints.length = 0
})

test('a set-up goes on where it was left, and every screen passes axe in both themes and fits a narrow phone', {
  timeout: 300_000,
}, async () => {
  const { page } = phone
  await page.goto(`${stage.instance.url}/app`)
  await page.getByRole('heading', { name: 'Approve sign-ins with your phone' }).waitFor()
  expect.soft(await judge(page), 'welcome').toEqual([])

  await page.getByRole('button', { name: 'Get started' }).click()
  await page.getByRole('heading', { name: 'Set up this phone' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Set up this phone' }).waitFor()
  expect.soft(await judge(page), 'set-up').toEqual([])

  await page.getByRole('button', { name: 'Enter code instead' }).click()
  await page.getByLabel('Setup code').fill('not a code')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText("This isn't a setup code.").waitFor()
  expect.soft(await judge(page), 'typed code').toEqual([])
  await page.getByLabel('Setup code').fill('00000-00000')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('has expired, was used, or was replaced').waitFor()
  expect.soft(await judge(page), 'a code that is not valid').toEqual([])

  await page.goto(stage.ownerLink)
  await page.getByRole('heading', { name: `Add ${organisation} — am…@northwind.example?` }).waitFor()
  expect(new URL(page.url()).hash, 'the invitation does not stay in the address').toBe('')
  await page.getByText(new URL(stage.instance.url).host).waitFor()
  expect.soft(await judge(page), 'confirm').toEqual([])
  await page.reload()
  await page.getByRole('button', { name: `Add ${organisation}` }).click()

  await page.getByRole('textbox', { name: 'Name' }).fill('')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Give it a name').waitFor()
  expect.soft(await judge(page), 'name').toEqual([])
  await page.getByRole('textbox', { name: 'Name' }).fill('Work phone')
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByRole('heading', { name: 'Choose a PIN' }).waitFor()
  await page.reload()
  for (const [weak, why] of [
    ['123456', 'Digits in a row are easy to guess. Choose another.'],
    ['777777', 'That repeats itself and is easy to guess. Choose another.'],
    ['12', 'Type all six digits.'],
  ] as const) {
    await page.getByLabel('PIN', { exact: true }).fill(weak)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText(why).waitFor()
  }
  expect.soft(await judge(page), 'PIN').toEqual([])
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('PIN again').fill('161803')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Those two were not the same.').waitFor()
  await choosePin(page)

  await page.getByRole('heading', { name: 'Get asked when you sign in' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect.soft(await judge(page), 'alerts').toEqual([])
  await page.getByRole('button', { name: 'Turn on alerts' }).click()
  await page.getByRole('heading', { name: 'You can still approve' }).waitFor({ timeout: 20_000 })
  expect.soft(await judge(page), 'no alerts').toEqual([])
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Make a backup' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect.soft(await judge(page), 'backup').toEqual([])
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.getByRole('heading', { name: "You're set" }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Show the short code' }).click()
  await page.getByText(/^\d{3} \d{3}$/).waitFor()
  expect.soft(await judge(page), 'done').toEqual([])
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await page.getByText('Nothing to approve').waitFor()
  expect.soft(await judge(page), 'requests').toEqual([])
  // The one refusal above is a status of the network, which the browser reports by itself.
  expect(phone.complaints.filter((text) => !text.includes('422'))).toEqual([])
})

test('a sign-in in another browser is approved by the number and the PIN', async () => {
  const { page } = phone
  const { desk, instance } = stage
  const number = await askToSignIn(desk, instance.url)
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  expect(await page.title()).toContain('Sign-in request')
  await page.getByText('amara@northwind.example').waitFor()
  await page.getByText('new browser').waitFor()
  expect.soft(await judge(page), 'request').toEqual([])
  await page.getByLabel('Type the number shown on your computer').fill(number)
  await pressLate(page, 'Approve')
  await page.getByLabel('PIN', { exact: true }).fill('161803')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('That PIN is not right. 9 tries are left before this phone is paused.').waitFor()
  expect.soft(await judge(page), 'PIN').toEqual([])
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
  expect.soft(await judge(page), 'approved').toEqual([])
  await desk.waitForURL(`${instance.url}/admin`)
  // It goes by itself.
  await page.getByText('Nothing to approve').waitFor()
  expect(phone.complaints.filter((text) => !text.includes('422'))).toEqual([])
})

test('a wrong number ends the request at once', async () => {
  const { page } = phone
  const number = Number(await askToSignIn(stage.desk, stage.instance.url))
  await approveOnPhone(page, String(number === 99 ? 10 : number + 1))
  await page.getByRole('heading', { name: "That wasn't the number. We stopped this sign-in." }).waitFor()
  expect.soft(await judge(page), 'wrong number').toEqual([])
  await stage.desk.getByText('That wasn’t the right number').waitFor()
  await page.getByRole('button', { name: "It's not me" }).click()
  await page.getByRole('heading', { name: 'We stopped it and told your administrators.' }).waitFor()
  await page.getByText('Tell your IT administrator now.').waitFor()
  expect.soft(await judge(page), 'wrong number, reported').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
})

test('deny stops it, and nothing is decided in the first half second', async () => {
  const { page } = phone
  // A tap that is under way when the request comes up: in the page itself, however slow the way there is.
  const tapped = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = () => {
          const deny = [...document.querySelectorAll('button')].find(
            ({ textContent }) => textContent?.trim() === 'Deny',
          )
          if (!deny) return requestAnimationFrame(look)
          deny.click()
          resolve()
        }
        look()
      }),
  )
  await askToSignIn(stage.desk, stage.instance.url)
  await tapped
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await pressLate(page, 'Deny')
  await page.getByRole('heading', { name: 'We stopped it.' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await stage.desk.getByText('denied').first().waitFor()
})

test('a request that a newer one supersedes says so, and the newer one follows', async () => {
  const { page } = phone
  await askToSignIn(stage.desk, stage.instance.url)
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await stage.desk
    .locator('form[action$="/again"] button')
    .evaluate((button) => (button as HTMLButtonElement).click())
  await page.getByRole('heading', { name: 'A newer request took its place.' }).waitFor()
  expect.soft(await judge(page), 'superseded').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await pressLate(page, 'Deny')
  await page.getByRole('button', { name: 'Close' }).click()
})

test('report stops it and says what to do, and several requests within minutes are called what they may be', async () => {
  const { page } = phone
  for (let before = 0; before < 3; before++) {
    await askToSignIn(stage.desk, stage.instance.url)
    await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
    await pressLate(page, 'Deny')
    await page.getByRole('button', { name: 'Close' }).click()
  }
  await askToSignIn(stage.desk, stage.instance.url)
  await page.getByText('Someone may be trying to get in', { exact: true }).waitFor()
  expect.soft(await judge(page), 'many requests').toEqual([])
  await pressLate(page, "It's not me: deny and report")
  await page.getByRole('heading', { name: 'We stopped it and told your administrators.' }).waitFor()
  await page.getByText('Tell your IT administrator now.').waitFor()
  expect.soft(await judge(page), 'reported').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
})

test('two tabs of the app: one answers, the other says that it was answered', async () => {
  const { page } = phone
  const second = await phone.context.newPage()
  await second.goto(`${stage.instance.url}/app/`)
  await second.getByRole('heading', { name: 'Requests' }).waitFor()
  await askToSignIn(stage.desk, stage.instance.url)
  await second.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await pressLate(second, 'Deny')
  await second.getByRole('heading', { name: 'We stopped it.' }).waitFor()
  await page.getByRole('heading', { name: 'This request was answered on another device.' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await second.close()
})

test('a request that a notification leads to, and that is over, says so', async () => {
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/?request=${'x'.repeat(22)}`)
  await page.getByRole('heading', { name: 'This request is over.' }).waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('button', { name: 'Close' }).click()
})

test('a sign-in code from outside starts nothing', async () => {
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/a#v=1&iss=${stage.instance.url}&rid=${'x'.repeat(22)}&q=abc`)
  await page.getByRole('heading', { name: 'Open the app and scan from there.' }).waitFor()
  expect(new URL(page.url()).hash).toBe('')
  expect.soft(await judge(page), 'outside').toEqual([])
  await page.getByRole('button', { name: 'Open Latchkey' }).click()
  await page.getByText('Nothing to approve').waitFor()
})

test('accounts, settings, help, reset and deletion pass axe in both themes and fit a narrow phone', async () => {
  const { page } = phone
  const at = async (fragment: string, heading: string) => {
    await page.goto(`${stage.instance.url}/app/#${fragment}`)
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    expect.soft(await judge(page), heading).toEqual([])
  }
  await at('accounts', 'Accounts')
  await page.getByRole('link', { name: organisation }).click()
  await page.getByRole('heading', { name: organisation, level: 1 }).waitFor()
  expect.soft(await judge(page), 'account').toEqual([])
  await page.getByRole('button', { name: 'Delete Account…' }).click()
  await page.getByRole('heading', { name: 'Delete your account at Northwind?' }).waitFor()
  expect.soft(await judge(page), 'deletion').toEqual([])
  await at('settings', 'Settings')
  await at('help', 'Help')
  await at('help/qr', "The QR code can't be read")
  await at('reset', 'Reset this app?')
})

test('with the lock on, the app asks for the PIN when it opens', async () => {
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/#settings`)
  await page.getByRole('switch', { name: 'Ask when the app opens' }).click()
  await page.getByRole('switch', { name: 'Ask when the app opens', checked: true }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Latchkey is locked' }).waitFor()
  expect.soft(await judge(page), 'locked').toEqual([])
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await page.getByRole('switch', { name: 'Ask when the app opens' }).click()
})

test('keys that the browser cleared are missed by their name', async () => {
  const cleared = await stage.openPhone()
  const { page } = cleared
  await page.goto(`${stage.instance.url}/app/`)
  await page.evaluate(() => localStorage.setItem('latchkey.enrolled', '1'))
  await page.reload()
  await page.getByRole('heading', { name: "This phone's keys are gone" }).waitFor()
  expect.soft(await judge(page), 'keys gone').toEqual([])
  await page.getByRole('button', { name: 'Set up again' }).click()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  await cleared.close()
})

test('on an iPhone the Home Screen comes first, and no key is made in the browser', async () => {
  const agent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1'
  const iphone = await stage.openPhone({ args: [`--user-agent=${agent}`] })
  const { page } = iphone
  await page.goto(
    `${stage.instance.url}/app/claim#v=1&iss=${encodeURIComponent(stage.instance.url)}&t=${'t'.repeat(43)}`,
  )
  await page.getByRole('heading', { name: 'Add Latchkey to your Home Screen' }).waitFor()
  await page.getByRole('button', { name: 'Copy set-up link' }).waitFor()
  await page.getByRole('button', { name: "I've added it" }).click()
  await page.getByText('This is still the browser.').waitFor()
  expect.soft(await judge(page), 'home screen').toEqual([])
  await page.reload()
  await page.getByRole('heading', { name: 'Add Latchkey to your Home Screen' }).waitFor()
  await iphone.close()
})

test('what follows the first screens is asked for until it comes', async () => {
  const visitor = await stage.openPhone()
  const { page, context } = visitor
  let refused = 0
  // Without a worker, which would have it already.
  await context.route('**/app/sw.js', (route) => route.abort())
  await context.route('**/app/assets/LaterSteps-*.js', (route) =>
    refused++ < 2 ? route.abort() : route.continue(),
  )
  await page.goto(
    `${stage.instance.url}/app/claim#v=1&iss=${encodeURIComponent(stage.instance.url)}&t=${'t'.repeat(43)}`,
  )
  await page.getByRole('heading', { name: "We couldn't open this invitation" }).waitFor()
  expect(refused).toBeGreaterThan(2)
  await visitor.close()
})

test('another person enrols with a fingerprint, approves with it, and deletes their account', async () => {
  const { desk, instance } = stage
  await signInAsOwner()
  const ben = await stage.api<{ id: string }>('POST', '/users', {
    firstName: 'Ben',
    lastName: 'Castillo',
    email: 'ben@northwind.example',
    adminRole: 'auditor',
    sendWelcomeEmail: false,
  })
  const { secret } = await stage.api<{ secret: { code: string } }>('POST', `/users/${ben.id}/claims`, {
    kind: 'screen',
  })
  const other = await stage.openPhone()
  const { page } = other
  const session = await other.context.newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId: stranger } = await addAuthenticator(session, false)
  await page.goto(`${instance.url}/app/`)
  await page.getByRole('button', { name: 'Get started' }).click()
  await page.getByRole('button', { name: 'Enter code instead' }).click()
  const { code } = secret
  await page.getByLabel('Setup code').fill(`${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: `Add ${organisation}` }).click()
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Use your fingerprint or face' }).waitFor()
  expect.soft(await judge(page), 'protect').toEqual([])
  await page.getByRole('button', { name: 'Use fingerprint, face or screen lock' }).click()
  await page.getByText("We couldn't verify that it's you. Try again.").waitFor()
  // A reader that a stranger's finger has tried stays blocked in this browser: the person gets another.
  await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: stranger })
  await addAuthenticator(session, true)
  await page.getByRole('button', { name: 'Use fingerprint, face or screen lock' }).click()
  await finishSetUp(page)

  const number = await askToSignIn(desk, instance.url, 'ben@northwind.example')
  await page.getByLabel('Type the number shown on your computer').fill(number)
  await pressLate(page, 'Approve')
  await page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
  await desk.waitForURL(`${instance.url}/admin`)

  await page.goto(`${instance.url}/app/#settings`)
  await page.getByRole('link', { name: 'Delete Account' }).click()
  await page.getByLabel(`Type ${organisation} to confirm`).fill('northwind')
  await page.getByRole('button', { name: 'Delete Account' }).click()
  await page.getByText('Removed by you.').waitFor()
  expect.soft(await judge(page), 'removed').toEqual([])
  await page.getByRole('button', { name: 'Set up again' }).click()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  const left = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('latchkey')
        request.onsuccess = () => {
          const { result } = request
          const count = result.transaction('enrolments').objectStore('enrolments').count()
          count.onsuccess = () => {
            result.close()
            resolve(count.result)
          }
        }
      }),
  )
  expect(left).toBe(0)
  await other.close()
})

async function signInAsOwner() {
  const { page } = phone
  const { desk, instance } = stage
  await page.goto(`${instance.url}/app/`)
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
  const number = await askToSignIn(desk, instance.url)
  await approveOnPhone(page, number)
  await page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
  await desk.waitForURL(`${instance.url}/admin`)
}

const addAuthenticator = (session: CDPSession, isUserVerified: boolean) =>
  session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  })
