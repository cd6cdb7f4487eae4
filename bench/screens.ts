import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../test/chromium.ts'
import { type Figure, quantiles } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import type { World } from './world.ts'

const dist = join(import.meta.dirname, '..', 'dist')
const kilo = 1024

/** What a first visit fetches, compressed, as Chromium asks for it; and how soon the sign-in page is seen on a slow phone. */
export async function measureScreens(world: World): Promise<Figure[]> {
  const figures: Figure[] = []
  if (existsSync(join(dist, 'console', 'index.html'))) figures.push(await measureConsole(world))
  else console.error('bundle.console: the console has not been built')
  if (existsSync(join(dist, 'authenticator', 'index.html'))) figures.push(...(await measureApp(world)))
  else console.error('bundle.app: the app has not been built')
  figures.push(await measureSignInPage(world))
  return figures
}

interface Fetched {
  readonly path: string
  /** Fetched by the page itself, not ahead of time by its service worker. */
  readonly byPage: boolean
  readonly type: string
  readonly bytes: number
}

async function measureConsole(world: World): Promise<Figure> {
  await using browser = await launchChromium()
  const [name = '', value = ''] = world.owner.cookie.split('=')
  await browser.context.addCookies([{ name, value, url: world.tenancy.baseUrl }])
  const fetched = await visit(browser.context, `${world.tenancy.baseUrl}/admin/users`, '/api/')
  say('bundle.console', fetched)
  return {
    name: 'bundle.console',
    value: sum(fetched),
    unit: 'KB gz, first load with fonts',
    budget: '≤ 250 KB gz',
  }
}

async function measureApp(world: World): Promise<Figure[]> {
  await using browser = await launchChromium({ viewport: { width: 390, height: 844 } })
  const fetched = await visit(browser.context, `${world.tenancy.baseUrl}/app/`, '/device/')
  say('bundle.app', fetched)
  const scripts = fetched.filter(({ type }) => type.includes('javascript'))
  // The service worker and what it keeps for later come behind the page that stands already.
  const page = scripts.filter(({ byPage }) => byPage)
  return [
    { name: 'bundle.app', value: sum(page), unit: 'KB gz, scripts', budget: '≤ 120 KB gz of scripts' },
    {
      name: 'bundle.app.with-worker',
      value: sum(scripts),
      unit: 'KB gz, all scripts, with the service worker',
    },
  ]
}

const sum = (fetched: readonly Fetched[]) => fetched.reduce((total, { bytes }) => total + bytes, 0) / kilo

function say(name: string, fetched: readonly Fetched[]) {
  const lines = fetched.map(({ path, bytes }) => `  ${(bytes / kilo).toFixed(1).padStart(6)} KB  ${path}`)
  console.log(`${name}:\n${lines.join('\n')}`)
}

/** All that the page and its service worker fetch until the network is quiet, without calls of the API. */
async function visit(context: BrowserContext, url: string, without: string): Promise<Fetched[]> {
  const reading: Promise<Fetched | undefined>[] = []
  const seen = new Set<string>()
  const byPage = new Set<string>()
  context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!response.url().startsWith('http') || pathname.includes(without) || seen.has(pathname)) return
    seen.add(pathname)
    const type = response.headers()['content-type'] ?? ''
    reading.push(
      response.body().then(
        // Fonts and images are compressed as they are.
        (body) => ({
          path: pathname,
          byPage: byPage.has(response.url()),
          type,
          bytes: /text|javascript|json|svg/.test(type) ? gzipSync(body, { level: 9 }).length : body.length,
        }),
        () => undefined,
      ),
    )
  })
  const page = await context.newPage()
  page.on('response', (response) => byPage.add(response.url()))
  await page.goto(url, { waitUntil: 'load' })
  // The console keeps a stream open, so the network never falls quite silent: what is fetched until the page stands counts.
  await page.waitForSelector('h1', { timeout: 30_000 })
  await page.waitForTimeout(1500)
  const fetched = await Promise.all(reading)
  return fetched.filter((one) => one !== undefined)
}

/** A slow phone: 1.6 Mbit/s, 150 ms of latency, a quarter of this computer's speed. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1_000_000) / 8,
    uploadThroughput: (0.75 * 1_000_000) / 8,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

async function measureSignInPage(world: World): Promise<Figure> {
  const caller = createCaller(world.tenancy.baseUrl, 1)
  const begun = expectStatus(await caller.call('GET', '/sign-in'), 303)
  const cookie = begun.cookies.map(([name, value]) => `${name}=${value}`).join('; ')
  const { text } = expectStatus(await caller.call('GET', begun.location ?? '', { cookie }), 200)
  await caller.close()
  const paints: number[] = []
  for (let round = 0; round < (world.quick ? 5 : 15); round++) {
    await using browser = await launchChromium({ viewport: { width: 390, height: 844 } })
    // Somebody who is sent here by an application: the sign-in is begun already.
    await browser.context.addCookies(
      begun.cookies.map(([name, value]) => ({ name, value, url: world.tenancy.baseUrl })),
    )
    const page = await browser.context.newPage()
    await slowDown(page)
    await page.goto(`${world.tenancy.baseUrl}${begun.location}`, { waitUntil: 'load' })
    paints.push(await page.evaluate(firstPaint))
  }
  const { p50Ms, p95Ms } = quantiles(paints)
  return {
    name: 'page.sign-in',
    value: gzipSync(text, { level: 9 }).length / kilo,
    unit: 'KB gz; times: first paint on a slow phone',
    p50Ms,
    p95Ms,
    budget: '≤ 10 KB gz; first paint ≤ 500 ms',
  }
}

/** Runs in the page. */
function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint')
      if (entry) resolve(entry.startTime)
    }).observe({ type: 'paint', buffered: true })
  })
}
