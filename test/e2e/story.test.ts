import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Instance, startInstance } from '../instance.ts'
import { type PushService, startPushService } from '../push-service.ts'
import { type Application, openApplication } from './application.ts'
import { addUser, createApplication, setUpOwner, signInToConsole } from './console.ts'
import { type Desk, nameOneself, numberOn, openDesk } from './desk.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

/**
 * From a fresh folder to a suspended person, as a new user of the product goes through it: the real server on the embedded database,
 * the console in one browser and the phones in others. Each test goes on where the one before ended.
 */
describe('the story', { timeout: 240_000 }, () => {
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
        .poll(() => personsPhone.notifications())
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
})
