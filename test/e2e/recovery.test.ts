import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { TestUser } from '../harness.ts'
import { claimFor } from '../phone-harness.ts'
import { type PushService, startPushService } from '../push-service.ts'
import { nameOneself, numberOn } from './desk.ts'
import { goSurely } from './go-surely.ts'
import { type Journey, openJourney } from './journey.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'
import { printed } from './printed.ts'

const pin = '480913'
const passphrase = 'a tall ship and fine weather'
const gone = 'This account is no longer accessible.'
const soon = { timeout: 20_000 }

/** Amara has two phones in turn and, for a while, at once. Each journey goes on where the one before ended. */
describe('recovery', { timeout: 180_000, retry: 0 }, () => {
  let journey: Journey
  let push: PushService
  let amara: TestUser
  let pixel: Phone
  let nokia: Phone
  let folder: string
  let clock: ReturnType<typeof setInterval>
  /** Milliseconds by which the house is ahead of the browsers. */
  let ahead = 0

  beforeAll(async () => {
    push = await startPushService()
    journey = await openJourney('console', 'account', 'app')
    const { house, origin } = journey
    // The phones' clocks go on, and so does the house's.
    clock = setInterval(() => house.setNow(new Date(Date.now() + ahead)), 100)
    folder = await mkdtemp(join(tmpdir(), 'latchkey-recovery-'))
    amara = await house.addUser({
      status: 'invited',
      firstName: 'Amara',
      lastName: 'Okafor',
      email: 'amara@northwind.example',
    })
    ;[pixel, nokia] = await Promise.all([openPhone({ origin, push }), openPhone({ origin, push })])
  }, 240_000)

  beforeEach(async () => {
    const { house, origin, owner, console } = journey
    // Who sits in the console has shown a moment ago who they are.
    const { token } = await house.addSession(owner.id)
    const cookie = { name: sessionCookieName(house.tenancy), value: token, url: origin }
    await console.context.addCookies([cookie])
  })

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await pictureAll('recovery', journey.console, journey.theirs, pixel, nokia)
  })

  afterAll(async () => {
    clearInterval(clock)
    for (const opened of [pixel, nokia, journey]) await opened?.[Symbol.asyncDispose]()
    await push?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  }, 60_000)

  const person = (page: Page) => page.goto(`${journey.origin}/admin/users/${amara.id}`)
  const reads = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()
  const press = (page: Page | Locator, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).click()
  const devices = (page: Page) => page.getByRole('region', { name: 'Devices' })
  const nothingBroke = () =>
    expect([...journey.complaints(), ...pixel.watch.complaints, ...nokia.watch.complaints]).toEqual([])

  /** What an administrator chooses in the menu of the person's page. */
  async function more(page: Page, item: string) {
    await press(page, 'More')
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  /** At a browser in which nobody is signed in. The number to type. */
  async function askToSignIn(): Promise<string> {
    const { page } = journey.theirs
    await goSurely(page, `${journey.origin}/sign-in?to=/account&as=other`)
    await nameOneself(page, amara.email)
    return numberOn(page)
  }

  async function signsIn(phone: Phone) {
    const number = await askToSignIn()
    await phone.open()
    await phone.approve(number, pin)
    await reads(phone.page, 'Approved. Return to your computer.')
    await reads(journey.theirs.page, 'Your account')
  }

  /** In a pocket: it learns nothing until it is opened. */
  const away = ({ page }: Phone) => page.goto('about:blank')

  /** The app is opened on a phone that was put out, says so once, and is as new. */
  async function isPutOut({ page, open }: Phone) {
    await open()
    await reads(page, gone)
    await press(page, 'Set up again')
    await reads(page, 'Approve sign-ins with your phone')
    await open()
    await reads(page, 'Approve sign-ins with your phone')
  }

  const requestBells = async () =>
    (await journey.house.pushes())
      .filter(({ message }) => message.t === 'request')
      .map(({ deviceId }) => deviceId)

  /** Why the last request rang no phone. */
  const heldBack = async () =>
    (
      await journey.house.db
        .selectFrom('approvalRequests')
        .select('heldBack')
        .orderBy('issuedAt', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
    ).heldBack

  const deviceNamed = async (name: string) =>
    (
      await journey.house.db
        .selectFrom('devices')
        .select('id')
        .where('name', '=', name)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow()
    ).id

  test('a new phone and no backup: everything is unregistered, and the new phone scans the code off the screen', async () => {
    const { page } = journey.console
    await pixel.enrol((await claimFor(journey.house, amara)).link, { name: 'Pixel' })
    await away(pixel)
    await person(page)
    await devices(page).getByText('Pixel').waitFor()
    await press(devices(page), 'Unregister All Devices')
    const dialog = page.getByRole('alertdialog')
    await dialog.getByLabel('Reason').fill('New phone, no backup')
    await dialog.getByLabel(/to confirm$/).fill('unregister all devices')
    await press(dialog, 'Unregister All Devices')
    const code = page.getByRole('region', { name: 'Setup code' })
    await code.getByText('Scan with the phone to set it up again').waitFor()
    const picture = await onPaper(page, code)
    await isPutOut(pixel)

    await nokia.enrol(picture, { name: 'Nokia' })
    await code.getByText('Nokia enrolled').waitFor()
    await look(page, 'recovery-enrolled', { layer: true })
    await signsIn(nokia)
    nothingBroke()
  })

  /** The sheet that Print makes, as somebody would be handed it: a picture of its code. */
  async function onPaper(page: Page, code: Locator): Promise<Buffer> {
    // The browser's own dialog stands open.
    await page.evaluate(() => {
      window.print = () => {}
    })
    await press(code, 'Print')
    const typed = (await code.locator('code').first().textContent()) ?? ''
    const paper = await printed(page, 'recovery-paper')
    expect(paper).toMatchObject({ pages: 1, controls: 0, faint: [] })
    expect(paper.text).toContain('Setup code for Amara Okafor (amara@northwind.example)')
    expect(paper.text).toContain(`Or type: ${typed}`)
    await expect.poll(() => page.locator('.print-sheet').count()).toBe(0)
    return paper.code
  }

  test('a lost phone: out of every session and wiped in under five minutes, and the backup comes back by the administrator’s code alone', async () => {
    const { page } = journey.console
    const file = await backUp(nokia.page)
    await away(nokia)
    const hand = handOf()
    await page.goto(`${journey.origin}/admin`)
    await reads(page, 'Northwind')
    await page.keyboard.press('Control+k')
    await hand.types(page.getByRole('combobox', { name: 'Person, page or act' }), 'okafor')
    await hand.clicks(page.getByRole('option', { name: /Amara Okafor/ }).first())
    await hand.clicks(page.getByRole('button', { name: 'Lost phone…' }))
    const dialog = page.getByRole('dialog', { name: 'Lost phone of Amara Okafor' })
    const question = (name: RegExp) => dialog.getByRole('group', { name })
    await hand.clicks(question(/backup/).getByLabel(/^Yes/))
    await hand.clicks(question(/locked/).getByLabel('Yes'))
    await look(page, 'recovery-lost-questions', { layer: true })
    await hand.clicks(dialog.getByRole('button', { name: 'Continue' }))
    await dialog.getByText('2 of 2: Remove Nokia').waitFor()
    await hand.types(dialog.getByLabel('How did you recognise them?'), 'Called back')
    await hand.types(dialog.getByLabel(/to confirm$/), 'remove device')
    await look(page, 'recovery-lost-plan', { layer: true })
    await hand.clicks(dialog.getByRole('button', { name: 'Remove device' }))
    await dialog.getByRole('heading', { name: 'What was done' }).waitFor()
    const code =
      (await dialog.getByRole('region', { name: 'Setup code' }).locator('code').first().textContent()) ?? ''
    await look(page, 'recovery-lost-receipt', { layer: true })

    // Whoever is signed in is out, and the phone does nothing any more.
    await journey.theirs.page.goto(`${journey.origin}/account`)
    await journey.theirs.page.waitForURL(/\/sign-in/)
    await isPutOut(nokia)

    const { page: app } = pixel
    await pixel.open()
    await hand.clicks(app.getByRole('button', { name: 'Restore Account' }))
    await hand.opens(app, file)
    await hand.types(app.getByLabel('Passphrase'), passphrase)
    await hand.clicks(app.getByRole('button', { name: 'Open backup' }))
    await hand.clicks(app.getByRole('button', { name: 'Restore one account' }))
    await app.getByText('only a setup code from your IT administrator helps').waitFor()
    expect(await app.getByText('A code by email').isVisible()).toBe(false)
    await look(app, 'recovery-lost-only-claim', { only: 'narrow' })
    await hand.clicks(app.getByRole('button', { name: 'Continue' }))
    await hand.types(app.getByLabel('Setup code'), code)
    await hand.clicks(app.getByRole('button', { name: 'Continue' }))
    await choosePin(pixel, hand)
    await app.getByText('Restored on this phone.').waitFor()
    await hand.clicks(app.getByRole('button', { name: 'Continue' }))
    await toTabs(app)
    await dialog.getByText('Pixel enrolled').waitFor()
    await hand.clicks(dialog.getByRole('button', { name: 'Done' }))
    // Ten seconds for each, with somebody on the telephone.
    expect(hand.acts()).toBeLessThanOrEqual(30)
    await signsIn(pixel)
    nothingBroke()
  })

  /** Makes a backup in the app as it stands open. */
  async function backUp(page: Page): Promise<string> {
    await page.goto(`${journey.origin}/app/#backup`)
    await reads(page, 'Backup')
    await press(page, /^(Make a backup|Back up now)$/)
    await reads(page, 'How should it open?')
    await press(page, 'Continue')
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.getByLabel('Passphrase again').fill(passphrase)
    await press(page, 'Continue')
    await page.getByLabel('PIN', { exact: true }).fill(pin)
    await press(page, 'Make the backup')
    await reads(page, 'Save your backup')
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save file')])
    const path = join(folder, 'backup.txt')
    await download.saveAs(path)
    await press(page, 'Done')
    return path
  }

  async function choosePin({ page, typePin }: Phone, hand = handOf()) {
    await reads(page, 'Choose a PIN')
    await typePin(pin)
    await reads(page, 'Type the PIN again')
    await typePin(pin)
    hand.counts(4)
  }

  async function toTabs(page: Page) {
    const alerts = page.getByRole('heading', { name: 'Get asked when you sign in' })
    await alerts.or(page.getByRole('heading', { name: "You're set" })).waitFor()
    // Whoever allowed them on this phone before is not asked again.
    if (await alerts.isVisible()) await press(page, 'Turn on alerts')
    await reads(page, "You're set")
    await press(page, 'Done')
    await reads(page, 'Requests')
  }

  test('one of two phones is removed: the other one is asked from then on', async () => {
    const { page: app } = nokia
    await nokia.open()
    await press(app, 'Restore Account')
    await handOf().opens(app, join(folder, 'backup.txt'))
    await app.getByLabel('Passphrase').fill(passphrase)
    await press(app, 'Open backup')
    await press(app, 'Restore one account')
    await reads(app, 'Use this phone instead of Pixel?')
    await app.getByRole('radio', { name: /^Confirm on Pixel/ }).check()
    await press(app, 'Continue')
    await reads(app, 'Type this number on Pixel')
    await expect.poll(() => app.locator('output').textContent(), soon).toMatch(/^\d{3} \d{3}$/)
    const number = ((await app.locator('output').textContent()) ?? '').replace(' ', '')
    await pixel.open()
    await pixel.page.getByLabel('Type the six digits shown on the new phone').fill(number)
    await expect
      .poll(async () => {
        const approve = pixel.page.getByRole('button', { name: 'Approve' })
        if (await approve.isVisible()) await approve.click({ timeout: 2000 }).catch(() => {})
        return pixel.page.getByRole('heading', { name: 'Enter your PIN' }).isVisible()
      }, soon)
      .toBe(true)
    await pixel.typePin(pin)
    await choosePin(nokia)
    await app.getByText('Restored on this phone.').waitFor()
    await press(app, 'Continue')
    await toTabs(app)
    await away(nokia)

    const { page } = journey.console
    await person(page)
    await devices(page).getByRole('radio', { name: /Nokia/ }).click()
    await page.getByText('Requests go to Nokia now').waitFor()
    await devices(page).getByRole('button', { name: 'Remove Nokia' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('Requests go to Pixel, which becomes the active device').waitFor()
    await look(page, 'recovery-remove-one', { layer: true })
    await dialog.getByRole('textbox').fill('remove device')
    await press(dialog, 'Remove device')
    await page.getByText('Removed Nokia. Requests go to Pixel now.').waitFor()
    await isPutOut(nokia)
    await signsIn(pixel)
    expect((await requestBells()).at(-1)).toBe(await deviceNamed('Pixel'))
    nothingBroke()
  })

  test('no phone today: a passcode that the administrator reads out signs in once', async () => {
    const { page } = journey.console
    await person(page)
    await more(page, 'Administrative override…')
    const dialog = page.getByRole('dialog', { name: 'Administrative override for Amara Okafor' })
    await dialog.getByLabel('Reason').fill('Left the phone at home; called back')
    await press(dialog, 'Issue passcode')
    const spelled = await dialog.getByText(/^The passcode: /).textContent()
    const passcode = (spelled ?? '').replace('The passcode: ', '').replaceAll(' ', '').replace(',', '-')
    expect(passcode).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    await look(page, 'recovery-override-code', { layer: true })
    await press(dialog, "I've read it to them")
    await dialog.waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(passcode.slice(0, 5))

    const { page: desk } = journey.theirs
    const enterPasscode = async () => {
      await askToSignIn()
      ahead += 21_000
      await expect.poll(() => journey.house.now.getTime() - Date.now(), soon).toBeGreaterThan(ahead - 5000)
      await desk.reload()
      await press(desk, 'Passcode from your administrator')
      await desk.getByLabel('Passcode').fill(passcode)
      await press(desk, 'Continue')
    }
    await enterPasscode()
    await reads(desk, 'Your account')
    const { mails } = journey.house
    expect(
      (await mails()).filter(({ to, text }) => to === amara.email && /passcode/i.test(text)),
    ).not.toEqual([])
    expect((await mails()).filter(({ text }) => text.includes(passcode.slice(0, 5)))).toEqual([])
    await desk.context().clearCookies()
    await enterPasscode()
    await desk.getByText('That code didn’t work.').waitFor()
    nothingBroke()
  })

  test('a suspicious request: reported, explained on both sides, and over when the case is closed', async () => {
    const { page } = journey.console
    const { page: app } = pixel
    const paused = /^Alerts from Northwind are paused until/
    await away(pixel)
    await askToSignIn()
    await pixel.open()
    await app
      .getByText('new place')
      .or(app.getByRole('heading', { name: /^Is this you/ }))
      .first()
      .waitFor()
    await expect
      .poll(async () => {
        const report = app.getByRole('button', { name: "It's not me: deny and report" })
        if (await report.isVisible()) await report.click({ timeout: 2000 }).catch(() => {})
        return app.getByRole('heading', { name: 'We stopped it and told your administrators.' }).isVisible()
      }, soon)
      .toBe(true)
    await press(app, 'Close')
    await app.getByText(paused).waitFor()
    await look(app, 'recovery-paused', { only: 'narrow' })

    await page.goto(`${journey.origin}/admin/cases`)
    await page
      .getByRole('link', { name: /Amara Okafor/ })
      .first()
      .click()
    await reads(page, 'Sign-in reported')
    await page.getByText(/^Paused until/).waitFor()
    await look(page, 'recovery-case')
    await page.getByRole('link', { name: 'Open the user' }).click()
    await page.getByText(/^Pushes are paused until .* because they reported a sign-in$/).waitFor()
    await look(page, 'recovery-case-user', { layer: true })
    const before = (await requestBells()).length
    await askToSignIn()
    expect(await requestBells()).toHaveLength(before)
    expect(await heldBack()).toBe('paused')

    await page.getByRole('link', { name: 'Open the case' }).first().click()
    await press(page, 'Close case…')
    const dialog = page.getByRole('dialog', { name: 'Close the case' })
    await dialog.getByText('Sign-in requests ring their phone again at once.').waitFor()
    await dialog.getByLabel('What did you find?').fill('A colleague mistyped their address.')
    await press(dialog, 'Close case')
    await page.getByText('A colleague mistyped their address.').waitFor()
    await person(page)
    await devices(page).getByText('Pixel').waitFor()
    expect(await page.getByText(/^Pushes are paused/).count()).toBe(0)
    await askToSignIn()
    // The browser that was denied stays quiet for a while, like any: no pause stands in the way.
    expect(await heldBack()).not.toBe('paused')
    await pixel.open()
    await expect.poll(() => app.getByText(paused).count(), soon).toBe(0)
    await signsIn(pixel)
    nothingBroke()
  })

  test('removed from the organisation: the account goes from the app, which says so once', async () => {
    const { page } = journey.console
    await away(pixel)
    await person(page)
    await more(page, 'Remove from Client')
    const dialog = page.getByRole('dialog', { name: 'Remove Amara Okafor' })
    await press(dialog, 'Remove from Client')
    await page
      .getByText(/^Removed \d/)
      .first()
      .waitFor()
    await isPutOut(pixel)
    nothingBroke()
  })
})

/** Counts what a person does with the hand: a click, or a field that is filled in. */
function handOf() {
  let acts = 0
  return {
    acts: () => acts,
    counts: (more: number) => {
      acts += more
    },
    clicks: async (target: Locator) => {
      acts += 1
      await target.click()
    },
    types: async (target: Locator, text: string) => {
      acts += 1
      await target.fill(text)
    },
    /** Chooses the backup's file. */
    opens: async (page: Page, path: string) => {
      acts += 2
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Open picture or file', exact: true }).click(),
      ])
      await chooser.setFiles(path)
    },
  }
}
