import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { findViolations } from '../violations.ts'
import type { Watch } from './watch.ts'

const widths = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
] as const
const themes = ['light', 'dark'] as const

interface LookOptions {
  /** A menu or a toast is open: it lies outside the landmarks, on purpose. */
  readonly layer?: boolean
  /** What the app shows is for phones: one width. */
  readonly only?: 'narrow'
}

/**
 * Looks at what is on screen in both widths and both themes: nothing that the accessibility rules object to, nothing wider than the
 * window. With `LATCHKEY_TEST_SCREENSHOTS` it leaves a picture of each in that folder.
 */
export async function look(
  page: Page,
  name: string,
  { layer = false, only }: LookOptions = {},
): Promise<void> {
  const before = page.viewportSize()
  const found: string[] = []
  for (const { name: width, ...size } of widths) {
    if (only && width !== only) continue
    await page.setViewportSize(size)
    for (const colorScheme of themes) {
      // Nothing moves while it is looked at: a colour half way is no colour of ours.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settled(page)
      const state = `${name}, ${width}, ${colorScheme}`
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (overflow > 0) found.push(`${state}: ${overflow} px too wide`)
      const violations = await findViolations(page, {
        look: colorScheme === 'light' ? 'whole' : 'colours',
        without: layer ? ['region'] : [],
      })
      found.push(...violations.map((violation) => `${state}: ${violation}`))
      await picture(page, `${name}-${width}-${colorScheme}`)
    }
  }
  if (before) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' })
  expect(found).toEqual([])
}

/** A picture of what is on screen, where somebody wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['LATCHKEY_TEST_SCREENSHOTS']
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) })
}

/** Pictures of every page that is open, and what was complained of: for whoever has to find out why a test failed. */
export async function pictureAll(
  name: string,
  ...browsers: readonly { context: BrowserContext; watch: Watch }[]
): Promise<void> {
  for (const [at, { context, watch }] of browsers.entries()) {
    for (const complaint of watch.complaints) console.error(complaint)
    for (const [index, page] of context.pages().entries())
      await picture(page, `failed-${name}-${at}-${index}`).catch(() => {})
  }
}

/** Every transition has ended, and what the new size and theme changed has been painted. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const painted = () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await painted()
    const finite = document.getAnimations().filter((animation) => {
      const { iterations } = animation.effect?.getComputedTiming() ?? {}
      return iterations !== Number.POSITIVE_INFINITY
    })
    await Promise.allSettled(finite.map(({ finished }) => finished))
    await painted()
  })
}
