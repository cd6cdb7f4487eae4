import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { updateUser } from '#contract/users.ts'
import type { TestUser } from '../harness.ts'
import { addAccount, addApplication, addPassword } from '../holdings.ts'
import { type Journey, openJourney } from './journey.ts'
import { look, pictureAll } from './look.ts'

/** One person, added twice: the two records become one, and whoever held the old address of either still finds them. */
describe('two accounts of one person', { timeout: 120_000, retry: 0 }, () => {
  let journey: Journey
  let kept: TestUser
  let double: TestUser

  beforeAll(async () => {
    journey = await openJourney('console')
    const { house, owner } = journey
    kept = await house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    double = await house.addUser({ firstName: 'Kim', lastName: 'Lindquist', email: 'k.lindqvist@acme.com' })
    for (const { id: userId } of [kept, double])
      await house.as(owner)(updateUser, {
        params: { userId },
        body: { mobile: '+46 70 123 45 67' },
        ifMatch: 1,
      })
    await house.db
      .updateTable('users')
      .set({ lastSignInAt: house.now, emailVerified: true })
      .where('id', 'in', [kept.id, double.id])
      .execute()
    await house.db
      .updateTable('users')
      .set({ lastSignInAt: new Date(house.now.getTime() - 86_400_000 * 30) })
      .where('id', '=', double.id)
      .execute()
    await addPassword(house, double)
    const { id: payroll } = await addApplication(house, 'Payroll')
    await addAccount(house, double, payroll)
    await house.addSession(double.id, {
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    })
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('two-accounts', journey.console)
  })

  afterAll(() => journey?.[Symbol.asyncDispose]())

  test('are found, compared, previewed and merged by typing which one goes', async () => {
    const { origin, console } = journey
    const { page } = console
    await page.goto(`${origin}/admin/users`)
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Person, page or act' }).fill('duplicates')
    await page
      .getByRole('option', { name: /duplicates/i })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Likely duplicates', level: 1 }).waitFor()
    await page.getByText(double.email).first().waitFor()
    await look(page, 'merge-duplicates')

    await page.getByRole('link', { name: `Merge into ${kept.email}…` }).click()
    await page.getByRole('heading', { name: `Merge ${double.name} into…`, level: 1 }).waitFor()
    await page.getByRole('table').waitFor()
    await page.getByRole('button', { name: 'Preview the merge' }).click()
    await page.getByText('Payroll').first().waitFor()
    await page.getByText(/open session moves/).waitFor()
    await look(page, 'merge-preview')
    await page.getByRole('button', { name: 'Go on to confirm' }).click()
    const merge = page.getByRole('button', { name: 'Merge users' })
    await merge.waitFor()
    expect(await merge.isDisabled()).toBe(true)
    await look(page, 'merge-confirm')
    // The focus is in the field already.
    await page.keyboard.type(double.email)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: kept.name, level: 1 }).waitFor()
  })

  test('leave one history, and the old link leads to the one that stays', async () => {
    const { origin, console } = journey
    const { page } = console
    const events = page.getByRole('region', { name: 'Recent events' })
    await events
      .getByText(/merged/i)
      .first()
      .waitFor()
    await page.getByRole('region', { name: 'Accounts', exact: true }).getByText('Payroll').waitFor()
    await page.getByRole('region', { name: 'Email addresses' }).getByText(double.email).waitFor()
    // What was done to the duplicate before there was one person: both contact changes are told here.
    await expect
      .poll(() => events.getByText(/mobile|contact|changed/i).count(), { timeout: 10_000 })
      .toBeGreaterThan(1)
    await look(page, 'merge-survivor')

    await page.goto(`${origin}/admin/users/${double.id}`)
    await page.getByText('This user was merged into another').waitFor()
    await page.getByRole('link', { name: 'Open the user that stays' }).click()
    await page.getByRole('heading', { name: kept.name, level: 1 }).waitFor()
    // By the address that went, too.
    await page.goto(`${origin}/admin/users?q=${encodeURIComponent(double.email)}`)
    await page.getByRole('link', { name: kept.name }).first().waitFor()
    await page.goto(`${origin}/admin/duplicates`)
    await page.getByText('No likely duplicates').waitFor()
  })

  test('nothing broke in the browser on the way', () => {
    expect(journey.complaints()).toEqual([])
  })
})
