import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { passkeyAcr } from '#domain/sign-in/methods.ts'
import type { TestUser } from '../harness.ts'
import { setPolicy } from '../passwords.ts'
import { sessionsOf } from '../sign-in.ts'
import { type Desk, openDesk } from './desk.ts'
import { goSurely } from './go-surely.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

/** Passkeys as a browser makes and uses them, on one host with the app. */
describe('a passkey', { timeout: 120_000, retry: 0 }, () => {
  let live: LiveHouse
  let desk: Desk
  let kim: TestUser
  let authenticatorId: string
  let cdp: CDPSession

  beforeAll(async () => {
    live = await openLiveHouse('app', 'account')
    kim = await live.house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    desk = await openDesk()
    cdp = await desk.context.newCDPSession(desk.page)
    await cdp.send('WebAuthn.enable', { enableUI: false })
    const added = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: false,
      },
    })
    authenticatorId = added.authenticatorId
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('passkey', desk)
  })

  afterAll(async () => {
    for (const opened of [desk, live]) await opened?.[Symbol.asyncDispose]()
  })

  /** The house's clock stands still: this sets it to what the browsers' clocks say. */
  const now = () => live.house.setNow(new Date())
  const present = (enabled: boolean) =>
    cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })

  async function signInAnew(page: Page): Promise<void> {
    now()
    await goSurely(page, `${live.origin}/sign-in?as=other&to=/account`)
    await page.getByRole('heading', { name: 'Sign in to your account' }).waitFor()
  }

  const strongSessions = async () =>
    (await sessionsOf(live.house, kim.id)).filter(({ acr }) => acr === passkeyAcr).length

  test('is made, and signs in by the button alone', async () => {
    const { page, context } = desk
    const { token } = await live.house.addSession(kim.id)
    await context.addCookies([
      { name: sessionCookieName(live.house.tenancy), value: token, url: live.origin },
    ])
    await signInAnew(page)
    await look(page, 'sign-in-passkey')
    await present(true)
    // The session is as fresh as the page wants it: the dialog is open at once.
    await page.goto(`${live.origin}/account?open=add-passkey`)
    await look(page, 'account-add-passkey')
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Added Passkey').waitFor()
    await page.getByRole('button', { name: 'Rename Passkey' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Kim’s laptop')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByRole('button', { name: 'Remove Kim’s laptop' }).waitFor()
    await look(page, 'account-passkeys')
    await present(false)
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])

    await signInAnew(page)
    await present(true)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(/\/account/)
    expect(await strongSessions()).toBe(1)
    await present(false)
  })

  test('is no use to whoever is not verified, and the page says what to do', async () => {
    const { page } = desk
    await signInAnew(page)
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await present(true)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('No passkey was used.').waitFor()
    await look(page, 'sign-in-passkey-not-used')
    expect(await strongSessions()).toBe(1)
    await present(false)
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  })

  test('is a way on after the address was typed', async () => {
    const { page } = desk
    await setPolicy(live.house, { order: ['password', 'passkey'], secondFactor: 'none' }, 'sign-in')
    await signInAnew(page)
    await page.getByRole('textbox', { name: 'Email' }).fill(kim.email)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    // This browser signed in by a passkey last.
    await page.getByRole('heading', { name: 'Use your passkey' }).waitFor()
    await look(page, 'sign-in-passkey-page')
    await page.getByRole('button', { name: 'Use your password' }).click()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByRole('heading', { name: 'Use your passkey' }).waitFor()
    await present(true)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(/\/account/)
    expect(await strongSessions()).toBe(2)
    await present(false)
    expect(desk.watch.complaints).toEqual([])
  })

  test('and the app’s own credential live side by side on one host', async () => {
    await setPolicy(live.house, { order: ['phone', 'passkey'], secondFactor: 'none' }, 'sign-in')
    const owner = await live.house.addOwner()
    now()
    const params = { userId: kim.id }
    const { secret } = await live.house.as(owner)(issueClaim, { params, body: { kind: 'screen' } })
    const phone: Phone = await openPhone({ origin: live.origin, fingerprint: true })
    try {
      await phone.enrol(secret?.code ?? '')
      const { page, context } = phone
      const { token } = await live.house.addSession(kim.id)
      await context.addCookies([
        { name: sessionCookieName(live.house.tenancy), value: token, url: live.origin },
      ])
      now()
      await makePasskey(page, live.origin)
      now()
      // Of the two, the browser offers the one that signs in, in the field; and on this phone somebody chooses it at once.
      await goSurely(page, `${live.origin}/sign-in?as=other&to=/account`)
      await page.waitForURL(/\/account/)
      expect(await strongSessions()).toBe(3)

      // And the app goes on verifying its person by its own.
      await signInAnew(desk.page)
      await desk.page.getByRole('textbox', { name: 'Email' }).fill(kim.email)
      await desk.page.getByRole('button', { name: 'Continue', exact: true }).click()
      await desk.page.getByRole('button', { name: 'Use your phone' }).click()
      const number = await desk.page.locator('output.number').textContent()
      await phone.open()
      await phone.approve(number?.trim() ?? null)
      await desk.page.waitForURL(/\/account/)
      expect(phone.watch.complaints).toEqual([])
    } finally {
      await phone[Symbol.asyncDispose]()
    }
  })
})

/** As the account page: begins, has the browser make it, sends what came of it. */
async function makePasskey(page: Page, origin: string): Promise<void> {
  // Any page of the organisation that asks for no passkey itself.
  await page.goto(`${origin}/help`)
  const status = await page.evaluate(async () => {
    const send = (path: string, body: object) =>
      fetch(`/api/v1/me/passkeys${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { id, options } = await (await send('/ceremonies', {})).json()
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential
    const { id: credentialId, response } = made.toJSON()
    const { clientDataJSON, attestationObject, transports } = response as AuthenticatorAttestationResponseJSON
    const credential = {
      id: credentialId,
      response: { clientDataJSON, attestationObject, transports },
    }
    return (await send('', { ceremonyId: id, credential, name: 'This computer' })).status
  })
  expect(status).toBe(200)
}
