import type { Page } from 'playwright-core'
import type { Registered } from './application.ts'
import { nameOneself, numberOn } from './desk.ts'
import type { Phone } from './phone.ts'

export const owner = { first: 'Ingrid', last: 'Haddad', email: 'ingrid@northwind.example' } as const

interface Person {
  readonly first: string
  readonly last: string
  readonly email: string
}

/** Fills in the first run's form. The code with which the owner enrols a phone. */
export async function setUpOwner(page: Page, setupCode: string): Promise<string> {
  await page.getByLabel('Set-up code').fill(setupCode)
  await page.getByLabel('Organisation').fill('Northwind')
  await page.getByLabel('First name').fill(owner.first)
  await page.getByLabel('Last name').fill(owner.last)
  await page.getByLabel('Work email').fill(owner.email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Enrol your phone' }).waitFor()
  return (await page.locator('.code.big').textContent())?.trim() ?? ''
}

/** Opens the console, through the sign-in that it asks for. */
export async function signInToConsole(
  page: Page,
  phone: Phone,
  address: string,
  pin: string | null = '480913',
): Promise<void> {
  const { origin } = new URL(page.url())
  await page.goto(`${origin}/admin/`)
  await nameOneself(page, address)
  await phone.approve(await numberOn(page), pin ?? undefined)
  await page.getByRole('heading', { name: 'Northwind', level: 1 }).waitFor()
}

/** Adds a person with the dialog, and is on their page afterwards. */
export async function addUser(page: Page, { first, last, email }: Person): Promise<void> {
  await page.getByRole('link', { name: 'Users', exact: true }).first().click()
  await page.getByRole('button', { name: 'Add User' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add User' })
  await dialog.getByLabel('First name').fill(first)
  await dialog.getByLabel('Last name').fill(last)
  await dialog.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: `${first} ${last}`, level: 1 }).waitFor()
}

export async function openUser(page: Page, name: string): Promise<void> {
  const { origin } = new URL(page.url())
  await page.goto(`${origin}/admin/users?q=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/**
 * Unregisters all devices of the person whose setup code stands on their page: without a backup the next phone begins anew. The code for it.
 */
export async function startAnew(page: Page): Promise<string> {
  const code = page.getByRole('region', { name: 'Setup code' })
  await code.getByRole('button', { name: 'Unregister All Devices…' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Reason').fill('No backup')
  await dialog.getByLabel(/to confirm$/).fill('unregister all devices')
  await page.keyboard.press('Enter')
  await code.getByText('Scan with the phone to set it up again').waitFor()
  return (await code.locator('code').first().textContent()) ?? ''
}

/** Registers a web application; what its maker has to know of it. */
export async function createApplication(page: Page, name: string, redirectUri: string): Promise<Registered> {
  await page.getByRole('link', { name: 'Applications', exact: true }).first().click()
  await page.getByRole('button', { name: 'Create application' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create application' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Redirect addresses').fill(redirectUri)
  await dialog.getByRole('button', { name: 'Create application' }).click()
  const secret = page.getByRole('dialog', { name: `Client secret of ${name}` })
  const clientSecret = (await secret.locator('code').textContent())?.trim() ?? ''
  await secret.getByRole('button', { name: "I've stored it" }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  const connect = page.getByRole('region', { name: 'Connect' })
  const copy = connect.getByRole('button', { name: 'Copy client ID' })
  const clientId = (await copy.locator('xpath=..').locator('code').textContent())?.trim() ?? ''
  return { clientId, clientSecret }
}

/** Goes on with the Tab key alone until it stands there. */
export async function tabTo(
  page: Page,
  role: 'link' | 'button' | 'textbox' | 'switch',
  name: string | RegExp,
) {
  const target = page.getByRole(role, { name, ...(typeof name === 'string' && { exact: true }) }).first()
  await target.waitFor()
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key does not lead to the ${role} ${name}`)
}
