import type { BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../chromium.ts'
import { type Watch, watch } from './watch.ts'

/** A computer at which people sign in and administrators work: a browser profile of its own. */
export interface Desk extends AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  readonly watch: Watch
}

export async function openDesk(
  options: { switches?: readonly string[]; javaScript?: boolean } = {},
): Promise<Desk> {
  const browser = await launchChromium({
    viewport: { width: 1440, height: 900 },
    args: options.switches ?? [],
    javaScriptEnabled: options.javaScript ?? true,
  })
  const { context } = browser
  context.setDefaultTimeout(60_000)
  const watched = await watch(context, 'desk')
  const page = context.pages()[0] ?? (await context.newPage())
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return { context, page, watch: watched, [Symbol.asyncDispose]: () => browser.close() }
}

/** What the page asks to be typed on the phone. */
export async function numberOn(page: Page): Promise<string> {
  return (await page.locator('output.number').textContent())?.trim() ?? ''
}

/** Names the person who signs in, up to the page that waits for the phone. */
export async function nameOneself(page: Page, address: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(address)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Check your phone' }).waitFor()
}
