import type { Page } from 'playwright-core'

/** Of a page that goes on by itself, or loads itself anew, into the middle of this: it is sent again then. */
export async function goSurely(page: Page, address: string): Promise<void> {
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    try {
      await page.goto(address)
      return
    } catch (error) {
      if (Date.now() > giveUpAt || !/interrupted by another navigation|ERR_ABORTED/.test(String(error)))
        throw error
      // What was interrupted still arrives, and would interrupt whatever is sent before it has.
      await page.waitForTimeout(500)
    }
  }
}
