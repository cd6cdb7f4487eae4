import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Instance, startInstance } from '../instance.ts'
import { type PushService, startPushService } from '../push-service.ts'
import { type Application, openApplication } from './application.ts'
import {
  addUser,
  createApplication,
  openUser,
  setUpOwner,
  signInToConsole,
  startAnew,
  tabTo,
} from './console.ts'
import { type Desk, nameOneself, numberOn, openDesk } from './desk.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

/** For what a busy computer shows a moment later. */
const soon = { timeout: 20_000 }

/**
 * From a fresh folder to a suspended person, as a new user of the product goes through it: the real server on the embedded database,
 * the console in one browser and the phones in others. Each test goes on where the one before ended.
 */
describe('the story', { timeout: 240_000, retry: 0 }, () => {
  let instance: Instance
  let push: PushService
  let desk: Desk
  let ownersPhone: Phone
  let personsPhone: Phone
  let application: Application

  beforeAll(async () => {
    push = await startPushService()
    instance = await startInstance({ build: true, env: { LATCHKEY_PUSH_ALLOWED_HOSTS: push.host } })
    const options = { origin: instance.url, push }
    ;[desk, ownersPhone, personsPhone] = await Promise.all([
      openDesk(),
      openPhone(options),
      openPhone(options),
    ])
    application = await openApplication()
  }, 240_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('story', desk, ownersPhone, personsPhone)
  })

  afterAll(async () => {
    for (const opened of [desk, ownersPhone, personsPhone, application, instance])
      await opened?.[Symbol.asyncDispose]()
    await push?.stop()
  }, 60_000)

  const nothingBroke = () => {
    for (const { watch } of [desk, ownersPhone, personsPhone]) expect(watch.complaints).toEqual([])
  }

  test('1 and 2: a fresh server prints where to open it and a code; the owner sets it up and enrols a phone', async () => {
    expect(instance.line).toContain(`${instance.url}/setup`)
    const code = instance.setupCode ?? ''
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    const { page } = desk
    await page.goto(instance.url)
    await page.getByRole('heading', { name: 'Set up Latchkey' }).waitFor()
    await look(page, 'setup')
    const claim = await setUpOwner(page, code)
    await look(page, 'setup-enrol')

    await ownersPhone.open()
    await look(ownersPhone.page, 'app-welcome')
    await ownersPhone.enrol(claim, { name: "Ingrid's phone" })
    await page.getByRole('heading', { name: 'Latchkey is set up' }).waitFor()
    await look(page, 'setup-done')
    await look(ownersPhone.page, 'app-requests')
    nothingBroke()
  })

  test('3: the owner adds a person, who enrols through the welcome mail and becomes active while the owner looks', async () => {
    const { page } = desk
    await signInToConsole(page, ownersPhone, 'ingrid@northwind.example')
    await look(page, 'console-overview')
    await addUser(page, { first: 'Jonas', last: 'Sato', email: 'jonas@northwind.example' })
    await page.getByText('Invited', { exact: true }).first().waitFor()
    await look(page, 'console-user-invited')

    const inbox = await desk.context.newPage()
    await inbox.goto(`${instance.url}/inbox`)
    await look(inbox, 'inbox')
    await inbox.getByRole('link', { name: /jonas@northwind\.example/ }).click()
    await inbox.getByRole('link', { name: 'Show as text' }).click()
    const link = await inbox.locator('pre a[href*="/app/claim#"]').getAttribute('href')
    await look(inbox, 'inbox-mail')
    await inbox.close()

    await personsPhone.enrol(link ?? '', { name: "Jonas's phone" })
    await page.getByText('Active', { exact: true }).first().waitFor()
    await page.getByRole('region', { name: 'Devices' }).getByText("Jonas's phone").waitFor()
    await look(page, 'console-user-active')
    nothingBroke()
  })

  test('3: the keyboard alone adds a person', async () => {
    const { page } = desk
    await page.mouse.click(2, 400)
    await tabTo(page, 'link', 'Users')
    await page.keyboard.press('Enter')
    await tabTo(page, 'button', 'Add User')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Add User' }).waitFor()
    await tabTo(page, 'textbox', 'First name')
    await page.keyboard.type('Mira')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Lind')
    await page.keyboard.press('Enter')
    // What is missing takes the focus, and says so.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')), soon)
      .toBe('true')
    await look(page, 'console-add-user', { layer: true })
    await page.keyboard.type('mira@northwind.example')
    await tabTo(page, 'switch', /^Send Welcome Email/)
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Mira Lind', level: 1 }).waitFor()
    nothingBroke()
  })

  test('4: the owner registers an application, tries it from the console, and a person signs in to it with the phone', async () => {
    const { page } = desk
    const registered = await createApplication(page, 'Payroll', application.redirectUri)
    await look(page, 'console-application')
    await application.register(instance.url, registered)

    await page.getByRole('button', { name: 'Test sign-in' }).click()
    await look(page, 'console-test-sign-in', { layer: true })
    await page.getByRole('button', { name: 'Start' }).click()
    await nameOneself(page, 'ingrid@northwind.example')
    await ownersPhone.approve(await numberOn(page), '480913')
    await page.getByText('The sign-in works').waitFor()
    await page.getByText('ingrid@northwind.example').first().waitFor()
    await look(page, 'console-test-result')

    const theirs = await openDesk()
    try {
      const signIn = await application.begin(theirs.page)
      await look(theirs.page, 'sign-in-email')
      await personsPhone.pocket()
      await nameOneself(theirs.page, 'jonas@northwind.example')
      await look(theirs.page, 'sign-in-number')
      expect(await personsPhone.receive()).toBe(1)
      await expect
        .poll(() => personsPhone.notifications(), soon)
        .toEqual(['Sign-in request: Open Latchkey to review.'])
      await personsPhone.open()
      await personsPhone.page.getByRole('heading', { name: 'Is this you signing in to Payroll?' }).waitFor()
      await look(personsPhone.page, 'app-request')
      await personsPhone.approve(await numberOn(theirs.page))
      await look(personsPhone.page, 'app-pin')
      await personsPhone.typePin('480913')
      const tokens = await signIn.finish()
      await personsPhone.page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
      expect(tokens.claims()).toMatchObject({ email: 'jonas@northwind.example', name: 'Jonas Sato' })
      expect(tokens.refresh_token).toBeTypeOf('string')
      expect(theirs.watch.complaints).toEqual([])
    } finally {
      await theirs[Symbol.asyncDispose]()
    }
    nothingBroke()
  })

  test('4 and 5: the owner sees the requests, sessions and events of a person come in, who scans the code this time', async () => {
    const { page } = desk
    await openUser(page, 'Jonas Sato')
    const requests = page.getByRole('region', { name: 'Authentication requests' })
    await requests.getByText('Approved').first().waitFor()
    await expect.poll(() => requests.getByRole('listitem').count(), soon).toBe(1)

    // The scanner is open before the code is there: an open app would show the request by itself.
    await personsPhone.open()
    await personsPhone.page.getByRole('button', { name: 'Scan QR code' }).click()
    await personsPhone.page.getByRole('heading', { name: 'Scan the sign-in code' }).waitFor()
    const theirs = await openDesk()
    try {
      const signIn = await application.begin(theirs.page)
      await nameOneself(theirs.page, 'jonas@northwind.example')
      await theirs.page.getByRole('link', { name: 'Show a QR code' }).first().click()
      await look(theirs.page, 'sign-in-qr')
      await requests.getByText('Waiting').waitFor()
      const code = await theirs.page.getByRole('img', { name: /Sign-in code/ }).screenshot()
      await personsPhone.seeCode(code)
      await personsPhone.page.getByText('You scanned the code on the sign-in page.').waitFor()
      await personsPhone.approve(null, '480913')
      const tokens = await signIn.finish()
      expect(tokens.claims()).toMatchObject({ email: 'jonas@northwind.example' })
      expect(theirs.watch.complaints).toEqual([])
    } finally {
      await theirs[Symbol.asyncDispose]()
    }

    await requests.getByText('Waiting').waitFor({ state: 'detached' })
    await expect.poll(() => requests.getByText('Approved').count(), soon).toBe(2)
    await requests.getByRole('button').first().click()
    await requests.getByText("by Jonas's phone").first().waitFor()
    for (const step of ['Issued', 'Fetched', 'Answered', 'Signed in'])
      await requests.getByText(step, { exact: true }).first().waitFor()
    await page.getByRole('region', { name: 'Accounts' }).getByText('Payroll').waitFor()
    await page.getByRole('region', { name: 'Sessions' }).getByText('Payroll').first().waitFor()
    await page
      .getByRole('region', { name: 'Recent events' })
      .getByText('Approved a request for Payroll with PIN')
      .first()
      .waitFor()
    await look(page, 'console-user-timeline')
    nothingBroke()
  })

  test('6: a device that is removed approves nothing, says the exact sentence and is as new, told or not', async () => {
    const { page } = desk
    await personsPhone.open()
    const { page: app } = personsPhone
    const theirs = await openDesk()
    try {
      await application.begin(theirs.page)
      await nameOneself(theirs.page, 'jonas@northwind.example')
      await personsPhone.approve(await numberOn(theirs.page))

      await page.getByRole('button', { name: "Remove Jonas's phone" }).click()
      const dialog = page.getByRole('alertdialog')
      await look(page, 'console-remove-device', { layer: true })
      await app.getByLabel('PIN').fill('480913')
      const remove = dialog.getByRole('button', { name: 'Remove device' })
      expect(await remove.isDisabled()).toBe(true)
      await dialog.getByRole('textbox').fill('remove device')
      await remove.click()
      await page.getByRole('region', { name: 'Setup code' }).locator('code').first().waitFor()
      // Nobody has told it yet: what it signs now is refused all the same.
      const told = app.getByRole('heading', { name: 'This account is no longer accessible.' }).waitFor()
      await app
        .getByRole('button', { name: 'Confirm' })
        .click({ timeout: 1000 })
        .catch(() => {})
      await told
      await look(app, 'app-no-longer-accessible', { only: 'narrow' })
      // It goes on by itself after a while.
      await app
        .getByRole('button', { name: 'Set up again' })
        .click({ timeout: 3000 })
        .catch(() => {})
      await app.getByRole('heading', { name: 'Approve sign-ins with your phone' }).waitFor()
      expect(new URL(theirs.page.url()).origin).toBe(instance.url)
      await look(page, 'console-setup-code', { layer: true })
    } finally {
      await theirs[Symbol.asyncDispose]()
    }

    await personsPhone.enrol(await startAnew(page))
    await page.getByText("Jonas's phone enrolled").waitFor()
    personsPhone.losePushes()
    await personsPhone.pocket()
    // By the keyboard alone, and with the blanks and capitals that a person types.
    await tabTo(page, 'button', "Remove Jonas's phone")
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await tabTo(page, 'textbox', /to confirm$/)
    await page.keyboard.type(' Remove Device ')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('region', { name: 'Setup code' }).locator('code').first()
    await panel.waitFor()
    await personsPhone.receive()
    await expect
      .poll(() => personsPhone.notifications(), soon)
      .toContain('Device Revoked: This device has been removed from your account.')
    await personsPhone.open()
    await personsPhone.page.getByRole('heading', { name: 'Device Revoked' }).waitFor()
    await personsPhone.page.getByText('This device has been removed from your account.').waitFor()
    await look(personsPhone.page, 'app-device-revoked', { only: 'narrow' })
    await personsPhone.enrol(await startAnew(page))
    await page.getByText("Jonas's phone enrolled").waitFor()
    nothingBroke()
  })

  test('7: a suspended person loses sessions, tokens and requests at once, is told by the app, and has them not back after', async () => {
    const { page } = desk
    const theirs = await openDesk()
    try {
      const signIn = await application.begin(theirs.page)
      await nameOneself(theirs.page, 'jonas@northwind.example')
      await personsPhone.approve(await numberOn(theirs.page), '480913')
      const tokens = await signIn.finish()
      const fresh = await application.refresh(tokens.refresh_token ?? '')
      expect(await application.introspect(fresh.access_token)).toMatchObject({ active: true })
      await personsPhone.page.getByRole('button', { name: 'Close' }).click()

      const other = await theirs.context.newPage()
      await application.begin(other, { prompt: 'login' })
      await nameOneself(other, 'jonas@northwind.example')
      await personsPhone.page.getByLabel('Type the number shown on your computer').waitFor()

      await page.getByRole('button', { name: 'Suspend User' }).click()
      const dialog = page.getByRole('dialog')
      await look(page, 'console-suspend', { layer: true })
      await dialog.getByLabel('Message for the user').fill('Call the help desk.')
      await dialog.getByRole('button', { name: 'Suspend User' }).click()
      await page.getByText(/^Suspended since/).waitFor()
      await look(page, 'console-user-suspended', { layer: true })

      await expect(application.refresh(fresh.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      })
      expect(await application.introspect(fresh.access_token)).toEqual({ active: false })
      await expect(application.userinfo(fresh.access_token, tokens.claims()?.sub ?? '')).rejects.toThrow()

      const { page: app } = personsPhone
      const ended = app.getByRole('heading', { name: /^This request (was withdrawn|is over)\.$/ })
      const told = app.getByText('Your account at Northwind is deactivated.')
      await ended.or(told).first().waitFor()
      if (await ended.isVisible()) await app.getByRole('button', { name: 'Close' }).click()
      await personsPhone.open()
      await told.waitFor()
      await app.getByText('Call the help desk.').waitFor()
      await look(app, 'app-deactivated', { only: 'narrow' })

      // The page looks as for anybody else; nothing reaches the phone.
      await application.begin(theirs.page)
      await nameOneself(theirs.page, 'jonas@northwind.example')
      await personsPhone.open()
      await told.waitFor()
      expect(await app.getByLabel('Type the number shown on your computer').isVisible()).toBe(false)

      await page.getByRole('button', { name: 'Reactivate User' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Reactivate User' }).click()
      await page.getByText('Active', { exact: true }).first().waitFor()
      await expect(application.refresh(fresh.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      })
      const again = await application.begin(theirs.page)
      await nameOneself(theirs.page, 'jonas@northwind.example')
      await personsPhone.open()
      await personsPhone.approve(await numberOn(theirs.page), '480913')
      expect((await again.finish()).claims()?.sub).toBe(tokens.claims()?.sub)
      expect(theirs.watch.complaints).toEqual([])
    } finally {
      await theirs[Symbol.asyncDispose]()
    }
    nothingBroke()
  })

  test('8: the only owner has lost the phone, and the server itself lets them back in', async () => {
    const { page } = desk
    const recovered = await instance.cli('admin', 'recover')
    expect(recovered).toMatchObject({ code: 0, err: '' })
    expect(recovered.out).toContain('1 phone removed')
    const code = /^Code: +(\S+)$/m.exec(recovered.out)?.[1] ?? ''
    // Whoever was in the console is out, and is told at once.
    await page.getByRole('heading', { name: /signed out/ }).waitFor()
    await look(page, 'console-signed-out', { layer: true })

    await using next = await openPhone({ origin: instance.url })
    await next.enrol(code, { name: 'New phone', pin: '705218' })
    await signInToConsole(page, next, 'ingrid@northwind.example', '705218')
    await openUser(page, 'Ingrid Haddad')
    await page.getByText('Recovery code issued on the server').waitFor()
    const inbox = await desk.context.newPage()
    await inbox.goto(`${instance.url}/inbox`)
    expect(await inbox.getByRole('link', { name: /ingrid@northwind\.example/ }).count()).toBeGreaterThan(0)
    await inbox.close()
    expect(next.watch.complaints).toEqual([])
    nothingBroke()
  })
})
