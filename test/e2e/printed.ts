import type { Page } from 'playwright-core'
import { picture } from './look.ts'

/** What comes out of the printer. */
export interface Paper {
  readonly pages: number
  readonly text: string
  /** Buttons, links and fields on it: nobody can press paper. */
  readonly controls: number
  /** Texts that are not black on white: a theme for screens. */
  readonly faint: readonly string[]
  /** A picture of its QR code. */
  readonly code: Buffer
}

/** Prints the page as it stands, from either theme. With `LATCHKEY_TEST_SCREENSHOTS` it leaves a picture of the paper. */
export async function printed(page: Page, name: string): Promise<Paper> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  try {
    await picture(page, name)
    const screen = {
      // biome-ignore lint/performance/useDomNodeTextContent: what is printed is what is shown
      text: await page.evaluate(() => document.body.innerText),
      controls: await page.locator('button:visible, a:visible, input:visible').count(),
      faint: await page.evaluate(() =>
        [...document.body.querySelectorAll<HTMLElement>('*')]
          .filter((element) =>
            [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
          )
          .filter(
            (element) => element.checkVisibility() && getComputedStyle(element).color !== 'rgb(0, 0, 0)',
          )
          .map((element) => element.textContent ?? ''),
      ),
      code: await page.getByRole('img', { name: /QR code/ }).screenshot(),
    }
    // Last: to the page, this is the printing, and its end.
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    // One object for each (ISO 32000-1 §7.7.3.3).
    return { ...screen, pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0 }
  } finally {
    await page.emulateMedia({ media: null, colorScheme: null })
  }
}
