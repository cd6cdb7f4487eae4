import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, launchChromium } from '../../../test/chromium.ts'
import { findViolations } from '../../../test/violations.ts'

/** As the server sends it with the console and the app. */
const policy =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

let folder: string
let server: Server
let origin: string
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-gallery-'))
  const configFile = new URL('vite.config.ts', import.meta.url).pathname
  await build({ configFile, logLevel: 'error', build: { outDir: folder } })
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = path === '/' ? 'index.html' : normalize(path).slice(1)
    response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    response.end(await readFile(join(folder, file)).catch(() => ''))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gallery has no port')
  origin = `http://localhost:${address.port}`
  browser = await launchChromium()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(query: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`${event.violatedDirective} forbids ${event.blockedURI}`)
    })
  })
  await page.goto(`${origin}/?${query}`)
  await page.locator('h1').waitFor({ state: 'attached' })
  return { page, complaints }
}

/** Layers fade in: axe reads colours as they stand. */
async function judge(page: Page) {
  await page.evaluate(async () => {
    const finite = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(finite.map(({ finished }) => finished))
  })
  return findViolations(page, { without: ['region'] })
}

const states = [
  'page=pieces',
  'page=fields',
  'page=people',
  'page=people&open=empty',
  'page=phone',
  'page=layers&open=dialog',
  'page=layers&open=form',
  'page=layers&open=alert',
  'page=layers&open=typing',
  'page=layers&open=drawer',
  'page=layers&open=popover',
]

test.for(['light', 'dark'])(
  'every component passes axe and the content policy in the %s theme',
  { timeout: 120_000 },
  async (theme) => {
    for (const state of states) {
      const { page, complaints } = await open(`${state}&theme=${theme}`)
      expect.soft(await judge(page), state).toEqual([])
      expect.soft(complaints, state).toEqual([])
      await page.close()
    }
  },
)

test('no component scrolls sideways at 390 and at 320 pixels', { timeout: 60_000 }, async () => {
  for (const state of states) {
    const { page } = await open(state)
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 })
      // Open layers move into the new window with the next frames.
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
          message: `${state} at ${width}`,
          timeout: 5000,
        })
        .toBeLessThanOrEqual(0)
    }
    await page.close()
  }
})

test('a dialog opened from a menu gives the focus back to the menu’s button', async () => {
  const { page, complaints } = await open('page=layers')
  const opener = page.getByRole('button', { name: 'More' })
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Remove device…' }).waitFor()
  expect(await judge(page)).toEqual([])
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Type remove device to confirm' })
  await field.waitFor()
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(complaints).toEqual([])
  await page.close()
})

test('where one reads from right to left, layers come from the other side', async () => {
  for (const [dir, side] of [
    ['ltr', 'left'],
    ['rtl', 'right'],
  ] as const) {
    const { page, complaints } = await open(`page=layers&dir=${dir}`)
    const opener = page.getByRole('button', { name: 'More' })
    await opener.click()
    const menu = page.getByRole('menu')
    await menu.waitFor()
    // A menu ends where its button ends.
    const ends = async () => {
      const [button, layer] = [await opener.boundingBox(), await menu.boundingBox()]
      if (!button || !layer) return Number.NaN
      const [a, b] = dir === 'rtl' ? [button.x, layer.x] : [button.x + button.width, layer.x + layer.width]
      return Math.round(Math.abs(a - b))
    }
    await expect.poll(ends, { message: dir }).toBeLessThanOrEqual(1)
    await page.close()

    const { page: other } = await open(`page=layers&open=drawer&dir=${dir}`)
    const drawer = other.getByRole('dialog', { name: 'Navigation' })
    await drawer.waitFor()
    const gap = async () => {
      const box = await drawer.boundingBox()
      if (!box) return Number.NaN
      return Math.round(side === 'left' ? box.x : 1280 - box.x - box.width)
    }
    await other.setViewportSize({ width: 1280, height: 800 })
    await expect.poll(gap, { message: dir }).toBe(0)
    expect(complaints).toEqual([])
    await other.close()
  }
})

test('a notification is reached by F6 and takes back what was done', async () => {
  const { page, complaints } = await open('page=layers')
  await page.getByRole('button', { name: 'Notify', exact: true }).click()
  await page.getByText('Name saved').waitFor()
  expect(await judge(page)).toEqual([])
  await page.keyboard.press('F6')
  await page.keyboard.press('Tab')
  const undo = page.getByRole('button', { name: 'Undo' })
  for (let presses = 0; presses < 3; presses++) {
    if (await undo.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.getByText('Name restored').waitFor()
  expect(complaints).toEqual([])
  await page.close()
})

test('rows answer to single keys, and the row’s menu opens by a full stop', async () => {
  const { page } = await open('page=people')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const box = page.getByRole('checkbox', { name: 'Select Ingrid Haddad' })
  await page.keyboard.press('x')
  expect(await box.isChecked()).toBe(true)
  await page.keyboard.press('.')
  await page.getByRole('menuitem', { name: 'Verify email' }).waitFor()
  expect(await judge(page)).toEqual([])
  await page.close()
})

test('on a small screen the tab that is open is in sight, in either direction', async () => {
  for (const query of ['', 'dir=rtl']) {
    const { page } = await open(query)
    await page.setViewportSize({ width: 390, height: 800 })
    await page.reload()
    const tab = page.getByRole('navigation', { name: 'Settings' }).locator('[aria-current=page]')
    await tab.waitFor()
    const { left, right } = await tab.evaluate((link) => link.getBoundingClientRect().toJSON())
    expect([left >= 0, right <= 390], query).toEqual([true, true])
    expect(await page.evaluate(() => window.scrollY), query).toBe(0)
    await page.close()
  }
})
