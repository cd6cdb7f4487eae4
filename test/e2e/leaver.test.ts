import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../harness.ts'
import { addAccount, addApplication } from '../holdings.ts'
import { givePassword } from '../passwords.ts'
import { enrolPhone } from '../phone-harness.ts'
import { type Journey, openJourney } from './journey.ts'
import { look, pictureAll } from './look.ts'

/** Somebody leaves: put aside until a date, removed, called back, and in the end deleted with a copy of their data in their hands. */
describe('somebody leaves', { timeout: 120_000, retry: 0 }, () => {
  let journey: Journey
  let kim: TestUser

  beforeAll(async () => {
    journey = await openJourney('console')
    const { house } = journey
    kim = await house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    await givePassword(house, kim, 'quiet river under the bridge')
    await enrolPhone(house, kim, { pin: '480913', name: "Kim's phone" })
    const { id: payroll } = await addApplication(house, 'Payroll')
    await addAccount(house, kim, payroll)
    await house.addSession(kim.id)
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('leaver', journey.console)
  })

  afterAll(() => journey?.[Symbol.asyncDispose]())

  const more = async (item: string) => {
    const { page } = journey.console
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  test('on leave until a date: suspended with an end, and a receipt', async () => {
    const { origin, console } = journey
    const { page } = console
    await page.goto(`${origin}/admin/users/${kim.id}`)
    await page.getByRole('button', { name: 'Suspend User' }).click()
    const dialog = page.getByRole('dialog', { name: `Suspend ${kim.name}` })
    await dialog.getByText('Has left the organisation').click()
    await dialog.getByLabel('Until').fill('2001-01-01T09:00')
    await dialog.getByRole('button', { name: 'Suspend User' }).click()
    await dialog.getByText('Choose a time in the future').waitFor()
    const next = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 16)
    await dialog.getByLabel('Until').fill(next)
    await dialog.getByRole('button', { name: 'Suspend User' }).click()
    await page
      .getByText(/, until /)
      .first()
      .waitFor()
    await page
      .getByRole('region', { name: 'Deactivation receipt' })
      .getByText('Everything has ended.')
      .waitFor()
  })

  test('removed: the dialog says what goes and what stays, and it can be taken back', async () => {
    const { console } = journey
    const { page } = console
    await more('Remove from Client')
    const dialog = page.getByRole('dialog', { name: `Remove ${kim.name}` })
    await dialog.getByText('Their accounts in Payroll').waitFor()
    await dialog.getByText(/^1 device: /).waitFor()
    await look(page, 'leaver-remove', { layer: true })
    await dialog.getByRole('button', { name: 'Remove from Client' }).click()
    await page
      .getByText(/^Removed \d/)
      .first()
      .waitFor()
    await look(page, 'leaver-removed', { layer: true })

    await page.getByRole('button', { name: 'Restore user' }).first().click()
    const restore = page.getByRole('alertdialog')
    await restore.getByText('their phones are set up anew').waitFor()
    await restore.getByRole('button', { name: 'Restore user' }).click()
    await page
      .getByText(/^Removed \d/)
      .first()
      .waitFor({ state: 'detached' })
    await page.getByRole('region', { name: 'Accounts', exact: true }).getByText('Payroll').waitFor()
  })

  test('their data is handed over, and then they are deleted for good', async () => {
    const { house, origin, console } = journey
    const { page } = console
    await more('Export their data')
    const saved = page.waitForEvent('download')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Export data' }).click()
    const file = await (await saved).path()
    const data = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    expect(data).toMatchObject({ organisation: 'Northwind', profile: { email: kim.email } })
    expect(JSON.stringify(data)).not.toMatch(/argon2|\$argon/)

    await more('Delete')
    const dialog = page.getByRole('alertdialog', { name: `Delete ${kim.name}` })
    await dialog.waitFor()
    await dialog.getByText('Also erase their personal data in past events').click()
    await look(page, 'leaver-delete', { layer: true })
    const confirm = dialog.getByRole('button', { name: 'Delete user' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill(kim.email)
    await confirm.click()
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor()
    await page.goto(`${origin}/admin/users/${kim.id}`)
    await page.getByText('No user with this ID').waitFor()
    const left = await house.db.selectFrom('users').select('id').where('id', '=', kim.id).execute()
    expect(left).toEqual([])
  })

  test('nothing broke in the browser on the way', () => {
    expect(journey.complaints()).toEqual([])
  })
})
