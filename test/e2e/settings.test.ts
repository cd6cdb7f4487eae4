import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { type Desk, openDesk } from './desk.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { look } from './look.ts'

/** What an organisation decides, and the providers that it lets people in through, in a real browser. */
describe('settings and providers', { timeout: 180_000, retry: 0 }, () => {
  let live: LiveHouse
  let desk: Desk

  beforeAll(async () => {
    live = await openLiveHouse('console')
    const { house, origin } = live
    const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@acme.com' })
    await house.addAdmin('help-desk', { firstName: 'Kofi', lastName: 'Mensah', email: 'kofi@acme.com' })
    desk = await openDesk()
    const { token } = await house.addSession(owner.id)
    await desk.context.addCookies([{ name: sessionCookieName(house.tenancy), value: token, url: origin }])
  }, 180_000)

  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]()
    await live?.[Symbol.asyncDispose]()
  })

  const open = async (path: string, heading: string) => {
    await desk.page.goto(`${live.origin}/admin/${path}`)
    await desk.page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }

  test('every section is there, and fits every width', async () => {
    const { page } = desk
    for (const [section, region] of [
      ['password', 'Password policy'],
      ['sign-in', 'Sign-in policy'],
      ['session', 'Sessions'],
      ['people', 'People who leave'],
      ['texts', 'Words of the sign-in pages'],
      ['admins', 'Administrators'],
    ] as const) {
      await open(`settings?section=${section}`, 'Settings')
      await page.getByRole('region', { name: new RegExp(`^${region}`) }).waitFor()
      await look(page, `settings-${section}`)
      for (const width of [768, 320]) {
        await page.setViewportSize({ width, height: 800 })
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(excess, `${section} at ${width} px`).toBeLessThanOrEqual(0)
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    }
  })

  test('a change is saved, and leaving one that is not asks first', async () => {
    const { page } = desk
    await open('settings?section=password', 'Settings')
    await page.getByRole('button', { name: 'Use it' }).click()
    await page.getByRole('link', { name: 'Sessions' }).click()
    await page.getByRole('alertdialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Settings saved').waitFor()
    await page.reload()
    expect(await page.getByLabel('Minimum length').inputValue()).toBe('15')
  })

  test('a provider is added with the addresses to enter there, and its page tells how it stands', async () => {
    const { page } = desk
    await open('providers', 'Providers')
    await look(page, 'providers-none')
    await page.getByRole('button', { name: 'Add provider' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Add provider' })
    await dialog.getByRole('radio', { name: /^OpenID Connect/ }).check()
    await dialog.getByText(/\/providers\/[0-9a-f-]+\/callback/).waitFor()
    await look(page, 'provider-add', { layer: true })
    await dialog.getByRole('button', { name: 'Add provider' }).click()
    await dialog.getByText('Enter a name').waitFor()
    await dialog.getByLabel('Name', { exact: true }).fill('Example ID')
    await dialog.getByLabel('Issuer').fill('https://id.example.com')
    await dialog.getByLabel('Client ID').fill('latchkey')
    await dialog.getByRole('textbox', { name: 'Client secret' }).fill('a secret of some length')
    const callback = await dialog.getByText(/\/providers\/[0-9a-f-]+\/callback/).textContent()
    await dialog.getByRole('button', { name: 'Add provider' }).click()
    await page.getByRole('heading', { name: 'Example ID', level: 1 }).waitFor()
    expect(await page.getByText(/\/providers\/[0-9a-f-]+\/callback/).textContent()).toBe(callback)
    expect(await page.content()).not.toContain('a secret of some length')
    await look(page, 'provider')
    await open('providers', 'Providers')
    await page.getByRole('link', { name: 'Example ID' }).waitFor()
    await look(page, 'providers')
  })

  test('nothing broke in the browser on the way', () => {
    expect(desk.watch.complaints).toEqual([])
  })
})
