import type { Page } from 'playwright-core'
import encodeQR from 'qr'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { approvalLink } from '#contract/device-messages.ts'
import { updateUser } from '#contract/users.ts'
import { deleteUser } from '#domain/departures/delete-user.ts'
import { confirmDevice } from '#domain/devices/confirm-device.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Tenancy } from '#domain/work.ts'
import { makeBackup } from '#phone/backup.ts'
import type { TestUser } from '../harness.ts'
import { askFor, enrolPhone } from '../phone-harness.ts'
import { mailedCode, setDevicePolicy } from '../restore.ts'
import { pressLate } from './app-stage.ts'
import { type Journey, openJourney } from './journey.ts'
import { keptOn } from './kept-on.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

const pin = '480913'
const passphrase = 'a tall ship and fine weather'
const looked = { only: 'narrow' } as const

/** Amara is known to four organisations, and holds them on one phone. Each journey goes on where the one before ended. */
describe('several organisations', { timeout: 180_000, retry: 0 }, () => {
  let journey: Journey
  let phone: Phone
  let clock: ReturnType<typeof setInterval>
  let container: string
  let tailspin: Tenancy
  let contoso: Tenancy
  let atNorthwind: TestUser
  let atTailspin: TestUser
  let atContoso: TestUser

  beforeAll(async () => {
    journey = await openJourney('console', 'app')
    const { house, origin } = journey
    // The phone's clock goes on, and so does the house's.
    clock = setInterval(() => house.setNow(new Date()), 100)
    tailspin = await house.addTenant('tailspin')
    contoso = await house.addTenant('contoso-holdings-of-the-far-north')
    const fabrikam = await house.addTenant('fabrikam')
    const add = (tenancy: Tenancy) =>
      house.addUser({
        status: 'invited',
        firstName: 'Amara',
        lastName: 'Okafor',
        email: `amara@${tenancy.slug}.example`,
        tenancy,
      })
    atNorthwind = await add(house.tenancy)
    atTailspin = await add(tailspin)
    atContoso = await add(contoso)
    const atFabrikam = await add(fabrikam)
    await house.as(journey.owner)(updateUser, {
      params: { userId: atNorthwind.id },
      body: { mobile: '+49 151 12345678' },
      ifMatch: 1,
    })

    const first = await enrolPhone(house, atNorthwind, { pin })
    const verification = { kind: 'pin', pin } as const
    const { deviceId, did } = first.enrolment
    const identity = { kind: 'existing', did, unlock: { deviceId, verification } } as const
    for (const user of [atTailspin, atContoso, atFabrikam])
      await enrolPhone(house, user, { phone: first.phone, pin, identity })
    const made = await makeBackup(first.phone, { kind: 'passphrase', passphrase }, () => verification)
    container = made.container

    // What happens to them before the phone is lost.
    house.setSms({ countries: ['DE'], perDay: 100 })
    await setDevicePolicy(house, { restoreProofs: ['sms', 'mail'] })
    await setDevicePolicy(house, { confirm: 'restored' }, contoso)
    const owner = await house.addOwner({ tenancy: fabrikam })
    const goes = { userId: atFabrikam.id, confirmation: atFabrikam.email, erase: false }
    await house.work(owner, (work) => deleteUser(work, goes))
    phone = await openPhone({ origin })
    // Out of reach, on purpose.
    phone.watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  }, 240_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('several', journey.console, phone)
  })

  afterAll(async () => {
    clearInterval(clock)
    for (const opened of [phone, journey]) await opened?.[Symbol.asyncDispose]()
  }, 60_000)

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
  const reads = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()

  test('a backup of four: one comes back by a text message, one by mail, one waits to be confirmed, and one is gone', async () => {
    const { house } = journey
    const { page } = phone
    await phone.open()
    await press(page, 'Restore Account')
    await press(page, 'Paste it instead')
    await page.getByLabel('Backup').fill(container)
    await press(page, 'Continue')
    await page.getByLabel('Passphrase').fill(passphrase)
    await press(page, 'Open backup')
    await reads(page, 'Which accounts do you want back?')
    await press(page, 'Restore 4 accounts')

    // Where no phone can confirm it, none is named.
    await reads(page, 'Use this phone instead of your old one?')
    await page.getByText('Northwind, am…@northwind.example').waitFor()
    expect(await page.getByRole('radio', { name: /^A code by text message/ }).isChecked()).toBe(true)
    await page.getByText('Sent to …78').waitFor()
    await press(page, 'Continue')
    await reads(page, 'Check your messages')
    await page.getByText('We sent a code to …78.').waitFor()
    await look(page, 'several-sms', looked)
    const texted = async () => (await house.texts()).map(({ text }) => /^\d{6}/.exec(text)?.[0] ?? '')
    await expect.poll(texted).toHaveLength(1)
    // A second one, since the first seems not to come: only the newer counts.
    await press(page, 'Send another code')
    await page.getByText('Another code is on its way.').waitFor()
    const [older = '', newer = ''] = await texted()
    await page.getByLabel('Code').fill(older)
    await press(page, 'Continue')
    await page.getByText('That code didn’t work.').waitFor()
    await page.getByLabel('Code').fill(newer)
    await press(page, 'Continue')
    await reads(page, 'Choose a PIN')
    await phone.typePin(pin)
    await reads(page, 'Type the PIN again')
    await phone.typePin(pin)

    for (const user of [atTailspin, atContoso]) {
      await reads(page, 'Use this phone instead of Test phone?')
      await page.getByText(new RegExp(`^${user.tenancy.name}, `)).waitFor()
      await press(page, 'Continue')
      await reads(page, 'Check your email')
      await expect.poll(async () => (await house.mails()).findLast(isCode)?.to).toBe(user.email)
      await page.getByLabel('Code').fill((await mailedCode(house)).replace(' ', ''))
      await press(page, 'Continue')
    }

    await reads(page, 'Your accounts')
    const result = (organisation: string) => page.getByRole('listitem').filter({ hasText: organisation })
    await result('Northwind').getByText('Restored on this phone.').waitFor()
    await result('Tailspin').getByText('Restored on this phone.').waitFor()
    await result('Contoso').getByText('Waiting for an administrator').waitFor()
    await result('Fabrikam').getByText('This account is no longer accessible.').waitFor()
    await look(page, 'several-results', looked)
  })

  const isCode = ({ text }: { text: string }) => /\b\d{3} \d{3}\b/.test(text)

  test('three accounts stand in the app, each with its own state; one that is out of reach holds up no other', async () => {
    const { house, origin } = journey
    const { page } = phone
    await press(page, 'Continue')
    await reads(page, 'Get asked when you sign in')
    await press(page, 'Not now')
    await press(page, 'Continue')
    await reads(page, "You're set")
    await press(page, 'Done')
    await reads(page, 'Requests')
    await look(page, 'several-requests', looked)
    await page.getByRole('link', { name: 'Accounts' }).click()
    await reads(page, 'Accounts')
    const entries = page.getByRole('main').getByRole('link')
    expect(await entries.allTextContents()).toEqual([
      expect.stringMatching(/Northwind.*am…@northwind\.example.*Active/),
      expect.stringMatching(/Tailspin.*am…@tailspin\.example.*Active/),
      expect.stringMatching(/Contoso.*Awaiting confirmation/),
    ])
    await look(page, 'several-accounts', looked)
    await entries.nth(2).click()
    await reads(page, contoso.name)
    const shortCode = (await page.getByText(/^\d{3} \d{3}$/).textContent()) ?? ''

    await page.route(`${origin}/device/v1/**`, (route) => route.abort())
    await page.goto(`${origin}/app/`)
    await page.reload()
    await page.getByText("Can't check your account at Northwind right now.").waitFor()
    const asked = await askFor(house, atTailspin)
    await reads(page, /^Is this you signing in to/)
    await page.getByText('Tailspin', { exact: true }).waitFor()
    await look(page, 'several-request', looked)
    await phone.approve(asked.number, pin)
    await reads(page, 'Approved. Return to your computer.')
    // It goes by itself.
    await reads(page, 'Requests')
    await page.unroute(`${origin}/device/v1/**`)

    const owner = await house.addOwner({ tenancy: contoso })
    const { id: deviceId } = await house.db
      .selectFrom('devices')
      .select('id')
      .where('userId', '=', atContoso.id)
      .where('state', '=', 'pending')
      .executeTakeFirstOrThrow()
    await house.work(owner, (work) => confirmDevice(work, { userId: atContoso.id, deviceId, shortCode }))
    await phone.open()
    await expect.poll(() => page.getByText('has to confirm this phone').count()).toBe(0)
    // Two organisations ask at once: one after the other.
    await askFor(house, atNorthwind)
    await askFor(house, atContoso)
    const askedBy: string[] = []
    for (let turn = 0; turn < 2; turn++) {
      await reads(page, /^Is this you signing in to/)
      for (const { name } of [house.tenancy, contoso])
        if (await page.getByText(name, { exact: true }).isVisible()) askedBy.push(name)
      await pressLate(page, 'Deny')
      await reads(page, 'We stopped it.')
      await press(page, 'Close')
    }
    expect(askedBy.toSorted()).toEqual([contoso.name, 'Northwind'])
    await reads(page, 'Requests')
  })

  test('without a network every screen opens, says so, and loses nothing that was typed', async () => {
    const { house, origin } = journey
    const { page, context } = phone
    const unreachable = page.getByText("The server can't be reached. Check your connection and try again.")
    const at = async (fragment: string, heading: string | RegExp) => {
      await page.goto(`${origin}/app/#${fragment}`)
      await reads(page, heading)
    }
    const { number } = await askFor(house, atTailspin)
    await reads(page, /^Is this you signing in to/)
    await context.setOffline(true)
    await phone.approve(number, pin)
    await unreachable.waitFor()
    await context.setOffline(false)
    await phone.typePin(pin)
    await reads(page, 'Approved. Return to your computer.')
    // It goes by itself.
    await reads(page, 'Requests')
    await context.setOffline(true)

    // Opened anew, as from its icon.
    await page.goto('about:blank')
    await phone.open()
    await page.getByText("You're offline. Sign-ins can be approved once you're back.").waitFor()
    await look(page, 'offline-requests', looked)
    await phone.seeCode(await codeOf(approvalLink(origin, origin, 'a'.repeat(22), 'b'.repeat(22))))
    await press(page, 'Scan QR code')
    await unreachable.waitFor()
    await press(page, 'Back')
    await at('accounts', 'Accounts')
    const place = (await page.getByRole('link', { name: /Tailspin/ }).getAttribute('href')) ?? ''
    const deviceId = place.split('/').at(-1) ?? ''
    await at(`account/${deviceId}`, 'Tailspin')
    await page.getByText("You're offline. It appears once you're back.").waitFor()
    await look(page, 'offline-account', looked)
    await press(page, 'Rename')
    await page.getByLabel('Name').fill('Pocket phone')
    await press(page, 'Save')
    await reads(page, 'Tailspin')
    await at(`remove/${deviceId}`, 'Delete your account at Tailspin?')
    await page.getByLabel('Type Tailspin to confirm').fill('Tailspin')
    await press(page, 'Delete Account')
    await unreachable.waitFor()
    for (const [fragment, act] of [
      [`keep/${deviceId}`, 'Keep this phone'],
      [`termination/${deviceId}`, 'End my account'],
    ] as const) {
      await at(fragment, /\?$/)
      await page.getByLabel('PIN', { exact: true }).fill(pin)
      await press(page, act)
      await unreachable.waitFor()
    }
    await at('pin', 'Enter your current PIN')
    for (const digits of [pin, '926183', '926183']) {
      await page.getByLabel(/^PIN/).fill(digits)
      await press(page, 'Continue')
    }
    await unreachable.waitFor()
    for (const [fragment, heading] of [
      ['activity', 'Recent activity'],
      ['settings', 'Settings'],
      ['reset', /./],
      ['help', 'Help'],
    ] as const)
      await at(fragment, heading)
    await at('backup', 'Backup')
    await press(page, /^(Make a backup|Back up now)$/)
    await press(page, 'Continue')
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.getByLabel('Passphrase again').fill(passphrase)
    await press(page, 'Continue')
    await page.getByLabel('PIN', { exact: true }).fill(pin)
    await press(page, 'Make the backup')
    await page.getByText('Connect to the internet and try again.').waitFor()
    await look(page, 'offline-backup', looked)
    await at('accounts', 'Accounts')
    await press(page, 'Add an organisation')
    await reads(page, 'Add an organisation')
    await press(page, 'Enter code instead')
    await page.getByLabel('Setup code').fill('00000-00000')
    await press(page, 'Continue')
    await unreachable.waitFor()
    await context.setOffline(false)
    await press(page, 'Try again')
    await page.getByText('This link or code has expired').waitFor()
    // An invitation that leads nowhere stands in nobody's way: not a request's, and not the accounts'.
    const waiting = await askFor(house, atTailspin)
    await page.goto('about:blank')
    await phone.open(`/app/?request=${waiting.id}`)
    await reads(page, /^Is this you signing in to/)
    await pressLate(page, 'Deny')
    await reads(page, 'We stopped it.')
    await page.goto('about:blank')
    await phone.open()
    await reads(page, "We couldn't open this invitation")
    await press(page, 'Back')
    await reads(page, 'Requests')
    // What was chosen meanwhile is told now.
    const named = house.db.selectFrom('devices').select('userId').where('name', '=', 'Pocket phone')
    await expect.poll(() => named.execute()).toHaveLength(3)
    expect(await keptOn(page)).toEqual({ enrolments: 3, identities: 1 })
  })

  test('removed from one organisation, ended by another: both say so, the third goes on until its person ends it', async () => {
    const { house, origin, console: desk } = journey
    const { page: app } = phone
    const { page } = desk
    await app.goto('about:blank')
    await page.goto(`${origin}/admin/users/${atNorthwind.id}`)
    await choose(page, 'Remove from Client')
    const removal = page.getByRole('dialog', { name: 'Remove Amara Okafor' })
    await removal
      .getByText(/other organisations/i)
      .first()
      .waitFor()
    await look(page, 'several-remove', { layer: true })
    await removal.getByRole('button', { name: 'Remove from Client' }).click()
    await page
      .getByText(/^Removed \d/)
      .first()
      .waitFor()

    const owner = await house.addOwner({ tenancy: tailspin })
    const { token } = await house.addSession(owner.id, { tenancy: tailspin })
    await desk.context.addCookies([{ name: sessionCookieName(tailspin), value: token, url: origin }])
    await page.goto(`${origin}/t/tailspin/admin/users/${atTailspin.id}`)
    await choose(page, 'Terminate User')
    const termination = page.getByRole('alertdialog', { name: 'Request termination of Amara Okafor' })
    await termination.getByText('Amara Okafor belongs to 1 other organisation.').waitFor()
    await look(page, 'several-terminate', { layer: true })
    await termination.getByRole('textbox').fill(atTailspin.email)
    await termination.getByRole('button', { name: 'Request termination' }).click()
    await page.getByText('Termination elsewhere is requested.').waitFor()

    await phone.open()
    for (const organisation of ['Northwind', 'Tailspin']) {
      await reads(app, 'This account is no longer accessible.')
      await app.getByText(organisation, { exact: true }).waitFor()
      await press(app, 'Continue')
    }
    await reads(app, 'Requests')
    expect(await keptOn(app)).toEqual({ enrolments: 1, identities: 1 })
    const { number } = await askFor(house, atContoso)
    await phone.approve(number, pin)
    await reads(app, 'Approved. Return to your computer.')
    await reads(app, 'Requests')

    await app.getByText('Another organisation asked to end your account here too.').waitFor()
    await press(app, 'Answer')
    await reads(app, `End your account at ${contoso.name}?`)
    await look(app, 'several-end', looked)
    await app.getByLabel('PIN', { exact: true }).fill(pin)
    await press(app, 'End my account')
    await press(app, 'Set up again')
    await reads(app, 'Approve sign-ins with your phone')
    expect(await keptOn(app)).toEqual({ enrolments: 0, identities: 0 })
    expect(await house.db.selectFrom('users').select('id').where('id', '=', atContoso.id).execute()).toEqual(
      [],
    )
    expect([...journey.complaints(), ...phone.watch.complaints]).toEqual([])
  })

  /** What an administrator chooses in the menu of the person's page. */
  async function choose(page: Page, item: string) {
    await press(page, 'More')
    await page.getByRole('menuitem', { name: item }).click()
  }
})

/** The picture of a code that is held before the camera. */
const codeOf = (text: string): Promise<Buffer> =>
  sharp(Buffer.from(encodeQR(text, 'svg', { border: 4 })))
    .resize(560, 560, { kernel: 'nearest' })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer()
