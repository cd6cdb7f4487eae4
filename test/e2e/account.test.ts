import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../harness.ts'
import { givePassword } from '../passwords.ts'
import { type Desk, openDesk } from './desk.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { look } from './look.ts'

/** A person looks after their own account in a real browser, signed in by their password. */
describe('the account page', { timeout: 180_000, retry: 0 }, () => {
  let live: LiveHouse
  let desk: Desk
  let kim: TestUser
  const before = 'seventeen purple harvest moons'
  const after = 'nineteen quiet copper kettles'

  beforeAll(async () => {
    live = await openLiveHouse('account')
    const { house } = live
    kim = await house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    await givePassword(house, kim, before)
    desk = await openDesk()
  }, 180_000)

  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]()
    await live?.[Symbol.asyncDispose]()
  })

  async function signIn(password: string) {
    const { page } = desk
    await page.goto(`${live.origin}/account`)
    await page.getByRole('textbox', { name: 'Email' }).fill(kim.email)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page
      .getByRole('button', { name: 'Use your password' })
      .or(page.getByLabel('Password', { exact: true }))
      .first()
      .waitFor()
    const other = page.getByRole('button', { name: 'Use your password' })
    if (await other.isVisible()) await other.click()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
  }

  test('asks for the sign-in, and comes back', async () => {
    await signIn(before)
    const { page } = desk
    await page.getByText('This is you').waitFor()
    await look(page, 'account')
    for (const width of [768, 320]) {
      await page.setViewportSize({ width, height: 800 })
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(excess, `${width} px`).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('a new password ends the other sessions, and the old one opens nothing', async () => {
    const { page } = desk
    const { house } = live
    const elsewhere = await house.addSession(kim.id, {
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    })
    await page.reload()
    await page.getByRole('button', { name: 'End Firefox on Linux' }).waitFor()
    await page.getByRole('button', { name: 'Change…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change your password' })
    await dialog.getByLabel('New password').fill('short')
    await look(page, 'account-password', { layer: true })
    // What is open stands in the address: a reload shows it again.
    await page.reload()
    await dialog.getByLabel('New password').fill(after)
    await dialog.getByRole('button', { name: 'Save password' }).click()
    await page.getByText('Password saved').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'End Firefox on Linux' }).count()).toBe(0)
    const [ended] = await house.db
      .selectFrom('sessions')
      .select('endedWhy')
      .where('id', '=', elsewhere.id)
      .execute()
    expect(ended?.endedWhy).toBe('password-changed')
  })

  test('a new address waits for its confirmation', async () => {
    const { page } = desk
    await page.getByRole('button', { name: 'Add an address…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add an address' })
    await dialog.getByRole('textbox', { name: 'Address' }).fill('kim.l@acme.com')
    await look(page, 'account-address', { layer: true })
    await dialog.getByRole('button', { name: 'Send confirmation' }).click()
    await page.getByText('Waits for your click').waitFor()
    await dialog.waitFor({ state: 'hidden' })
  })

  test('an old proof is asked for anew on the way, and the dialog is open afterwards', async () => {
    const { page } = desk
    const { house } = live
    await house.db
      .updateTable('sessions')
      .set({ provedAt: new Date(Date.now() - 700_000) })
      .execute()
    await page.reload()
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.waitForURL(/\/sign-in\//)
    await look(page, 'account-prove')
    const field = page.getByLabel('Password', { exact: true })
    const other = page.getByRole('button', { name: 'Use your password' })
    const go = page.getByRole('button', { name: 'Continue' })
    await field.or(other).or(go).first().waitFor()
    if (await go.isVisible()) await go.click()
    await field.or(other).first().waitFor()
    if (await other.isVisible()) await other.click()
    await field.fill(after)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('dialog', { name: 'Change your password' }).waitFor()
    await page.keyboard.press('Escape')
    expect(new URL(page.url()).search).toBe('')
  })

  test('signing out ends it, and the page leads to the sign-in again', async () => {
    const { page } = desk
    await page.getByRole('button', { name: /^Account: Kim/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You’re signed out' }).waitFor()
    await page.goto(`${live.origin}/account`)
    await page.waitForURL(/\/sign-in\//)
  })

  test('nothing broke in the browser on the way', () => {
    expect(desk.watch.complaints).toEqual([])
  })
})
