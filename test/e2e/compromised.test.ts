import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { LinkId } from '#contract/ids.ts'
import type { TestUser } from '../harness.ts'
import { addLink, addProvider } from '../holdings.ts'
import { givePassword, setPolicy } from '../passwords.ts'
import type { Enrolled } from '../phone-harness.ts'
import { enrolPhone } from '../phone-harness.ts'
import { goSurely } from './go-surely.ts'
import { approveOn, type Journey, openJourney, signInBy } from './journey.ts'
import { look, pictureAll } from './look.ts'

const stolen = 'quiet river under the bridge'
const fresh = 'seven green lamps at the harbour'

/** Somebody else is in: everything of theirs ends, the way they came is shut, and the person comes back by what only they have. */
describe('a compromised account', { timeout: 120_000, retry: 0 }, () => {
  let journey: Journey
  let kim: TestUser
  let phone: Enrolled
  let linkId: LinkId

  beforeAll(async () => {
    journey = await openJourney('console', 'account')
    const { house } = journey
    await setPolicy(house, { order: ['password', 'phone', 'provider'], secondFactor: 'everyone' }, 'sign-in')
    kim = await house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    await givePassword(house, kim, stolen)
    phone = await enrolPhone(house, kim, { pin: '480913', name: "Kim's phone" })
    const google = await addProvider(house, 'Google')
    await house.db
      .updateTable('providers')
      .set({
        settings: JSON.stringify({
          protocol: 'oidc',
          issuer: 'https://accounts.google.com',
          clientId: 'latchkey',
          scopes: [],
        }),
      })
      .execute()
    linkId = await addLink(house, kim, google, { email: 'kim.stolen@gmail.com' })
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('compromised', journey.console, journey.theirs)
  })

  afterAll(() => journey?.[Symbol.asyncDispose]())

  test('is searched for and suspended; the thief is out at once, and the receipt says so', async () => {
    const { house, origin, console, theirs } = journey
    // The thief, signed in.
    const { token } = await house.addSession(kim.id, {
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    })
    const { sessionCookieName } = await import('#domain/sessions/session-cookie.ts')
    const cookie = { name: sessionCookieName(house.tenancy), value: token, url: origin }
    await theirs.context.addCookies([cookie])
    await theirs.page.goto(`${origin}/account`)
    await theirs.page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()

    const { page } = console
    await page.goto(`${origin}/admin/users`)
    await page
      .getByRole('searchbox')
      .or(page.getByRole('combobox', { name: /search/i }))
      .first()
      .fill('lindq')
    await page.getByRole('link', { name: kim.name }).first().click()
    await page.getByRole('heading', { name: kim.name, level: 1 }).waitFor()
    await page.getByRole('region', { name: 'Sessions' }).getByText('Firefox on Windows').waitFor()
    await page.getByRole('button', { name: 'Suspend User' }).click()
    const dialog = page.getByRole('dialog', { name: `Suspend ${kim.name}` })
    await dialog.getByText('On hold while we investigate').click()
    await dialog.getByLabel('Reason').fill('Signed in from two countries at once')
    await look(page, 'compromised-suspend', { layer: true })
    await dialog.getByRole('button', { name: 'Suspend User' }).click()
    const receipt = page.getByRole('region', { name: 'Deactivation receipt' })
    await receipt.getByText('Firefox on Windows').waitFor()
    await receipt.getByText('Everything has ended.').waitFor()
    await look(page, 'compromised-receipt', { layer: true })

    await theirs.page.reload()
    await theirs.page.waitForURL(/\/sign-in/)
  })

  test('has its password replaced at the next sign-in, and the provider unlinked and blocked', async () => {
    const { house, console } = journey
    const { page } = console
    const password = page.getByRole('region', { name: 'Password status' })
    await password
      .getByRole('button', { name: /require/i })
      .first()
      .click()
    await page.getByText(`${kim.name} chooses a new password at the next sign-in`).first().waitFor()
    await expect
      .poll(
        async () =>
          (
            await house.db
              .selectFrom('users')
              .select('requirePasswordReset')
              .where('id', '=', kim.id)
              .executeTakeFirstOrThrow()
          ).requirePasswordReset,
        { timeout: 10_000 },
      )
      .toBe(true)

    await page.getByRole('button', { name: 'Unlink Google' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('And block re-linking').click()
    await look(page, 'compromised-unlink', { layer: true })
    await dialog.getByRole('button', { name: 'Unlink', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Unlink Google' }).waitFor({ state: 'detached' })
    const blocked = await house.db.selectFrom('blockedLinks').select('userId').execute()
    expect(blocked).toEqual([{ userId: kim.id }])
    const left = await house.db.selectFrom('providerLinks').select('id').where('id', '=', linkId).execute()
    expect(left).toEqual([])

    await page.getByRole('button', { name: /^Reactivate User/ }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Reactivate User/ })
      .click()
    await page.getByText('Active', { exact: true }).first().waitFor()
  })

  test('lets the person back by their phone and a new password, and nobody by the old one', async () => {
    const { origin, theirs } = journey
    const { page } = theirs
    journey.now()
    await goSurely(page, `${origin}/account`)
    await signInBy(page, kim.email, 'password')
    await page.getByLabel('Password', { exact: true }).fill(stolen)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    // Whoever knows the old password gets this far and no further.
    await page.getByRole('heading', { name: 'Check your phone' }).waitFor()
    await approveOn(phone, page)
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    await look(page, 'compromised-new-password')
    await page.getByLabel('New password').fill(stolen)
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page
      .getByText(/used before|last 5|earlier/i)
      .first()
      .waitFor()
    await page.getByLabel('New password').fill(fresh)
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()

    await page.context().clearCookies()
    await goSurely(page, `${origin}/account`)
    await signInBy(page, kim.email, 'password')
    await page.getByLabel('Password', { exact: true }).fill(stolen)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('That email and password don’t match.').waitFor()
  })

  test('nothing broke in the browsers on the way', () => {
    expect(journey.complaints()).toEqual([])
  })
})
