import type { CDPSession, Page } from 'playwright-core'
import { type Browser, launchChromium } from '../chromium.ts'
import { type Instance, startInstance } from '../instance.ts'
import { type PushService, startPushService, type TestSubscription } from '../push-service.ts'
import { findViolations } from '../violations.ts'
import { goSurely } from './go-surely.ts'

/** A server as an operator runs it, a computer with a browser, and as many phones as a test opens. */
export interface Stage {
  readonly instance: Instance
  readonly desk: Page
  readonly push: PushService
  /** Of the owner, until it is used. */
  readonly ownerLink: string
  openPhone(options?: PhoneOptions): Promise<PhoneBrowser>
  /** Calls the API as the owner, from the computer's browser. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>
  close(): Promise<void>
}

interface PhoneOptions {
  /** A film for the camera, in mjpeg. */
  readonly film?: string
  /** `push`: a subscription at the stage's push service. Without it the browser has none to give. */
  readonly push?: boolean
  readonly profile?: string
  readonly args?: readonly string[]
}

export interface PhoneBrowser extends Browser {
  readonly page: Page
  /** What the page complained of: errors, and what its policy forbade. */
  readonly complaints: string[]
  /** The subscription that the app was given, once it asked. */
  subscription(): TestSubscription
}

export const organisation = 'Northwind'
export const owner = { firstName: 'Amara', lastName: 'Okafor', email: 'amara@northwind.example' }
export const pin = '481516'

export async function startStage(): Promise<Stage> {
  const push = await startPushService()
  const instance = await startInstance({ build: true, env: { LATCHKEY_PUSH_ALLOWED_HOSTS: push.host } })
  const computer = await launchChromium()
  const desk = computer.context.pages()[0] ?? (await computer.context.newPage())
  const open: PhoneBrowser[] = []

  await desk.goto(`${instance.url}/setup`)
  await desk.fill('#code', instance.setupCode ?? '')
  await desk.fill('#organisation', organisation)
  await desk.fill('#firstName', owner.firstName)
  await desk.fill('#lastName', owner.lastName)
  await desk.fill('#email', owner.email)
  await desk.getByRole('button', { name: 'Continue' }).click()
  const ownerLink =
    (await desk.getByRole('link', { name: 'Open the app on this computer' }).getAttribute('href')) ?? ''

  return {
    instance,
    desk,
    push,
    ownerLink,
    async openPhone(options = {}) {
      const phone = await openPhone(instance, push, options)
      open.push(phone)
      return phone
    },
    api: (method, path, body) =>
      desk.evaluate(
        async ([how, where, what]) => {
          const response = await fetch(`/api/v1${where}`, {
            method: how,
            headers: { 'content-type': 'application/json' },
            ...(how !== 'GET' && { body: JSON.stringify(what ?? {}) }),
          })
          if (!response.ok) throw new Error(`${how} ${where}: ${response.status} ${await response.text()}`)
          return response.json()
        },
        [method, path, body] as const,
      ),
    async close() {
      for (const phone of open) await phone.close()
      await computer.close()
      await instance[Symbol.asyncDispose]()
      await push.stop()
    },
  }
}

async function openPhone(
  instance: Instance,
  push: PushService,
  options: PhoneOptions,
): Promise<PhoneBrowser> {
  const browser = await launchChromium({
    viewport: { width: 390, height: 844 },
    ...(options.profile && { profile: options.profile }),
    args: [
      ...(options.args ?? []),
      ...(options.film
        ? [
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
            `--use-file-for-fake-video-capture=${options.film}`,
          ]
        : []),
    ],
  })
  const { context } = browser
  const complaints: string[] = []
  let given: TestSubscription | undefined
  if (options.push) {
    await context.grantPermissions(['notifications'], { origin: instance.url })
    await context.exposeFunction('subscribeAtTest', (key: string) => {
      given ??= push.subscribe(key)
      return given.subscription
    })
    await context.addInitScript(fakeSubscription)
  }
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`${event.violatedDirective} forbids ${event.blockedURI}`)
    })
  })
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    ...browser,
    page,
    complaints,
    subscription() {
      if (!given) throw new Error('the app has not subscribed')
      return given
    },
  }
}

/** This Chromium's own `subscribe` never settles: it has no push service behind it. */
function fakeSubscription() {
  const bytes = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer
  const text = (buffer: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '')
  const made = (kept: { endpoint: string; p256dh: string; auth: string }) => ({
    endpoint: kept.endpoint,
    getKey: (name: 'p256dh' | 'auth') => bytes(kept[name]),
    unsubscribe: async () => true,
  })
  const { prototype } = PushManager
  Object.assign(prototype, {
    async subscribe(options: PushSubscriptionOptionsInit) {
      const key = text(options.applicationServerKey as ArrayBuffer)
      // Put in by `exposeFunction`.
      const give = (
        window as unknown as { subscribeAtTest(key: string): Promise<Parameters<typeof made>[0]> }
      ).subscribeAtTest
      const kept = await give(key)
      localStorage.setItem('test.subscription', JSON.stringify(kept))
      return made(kept)
    },
    async getSubscription() {
      const kept = localStorage.getItem('test.subscription')
      return kept ? made(JSON.parse(kept)) : null
    },
  })
}

/** From an invitation to the tabs, protected by a PIN. */
export async function enrolByLink(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: `Add ${organisation}` }).click()
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await choosePin(page)
  await finishSetUp(page)
}

export async function choosePin(page: Page): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('PIN again').fill(pin)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Past the alerts, whichever way they go here, and past the backup. */
export async function finishSetUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Turn on alerts' }).click()
  const goOn = page.getByRole('button', { name: 'Continue' })
  const done = page.getByRole('button', { name: 'Done', exact: true })
  const backup = page.getByRole('heading', { name: 'Make a backup' })
  await goOn.or(backup).or(done).waitFor({ timeout: 20_000 })
  if (await goOn.isVisible()) await goOn.click()
  await backup.or(done).waitFor()
  if (await backup.isVisible()) await page.getByRole('button', { name: 'Not now' }).click()
  await done.click()
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
}

/** Types the address on the computer and answers the number that its page shows. */
export async function askToSignIn(desk: Page, url: string, email: string = owner.email): Promise<string> {
  await desk.context().clearCookies()
  await goSurely(desk, 'about:blank')
  await goSurely(desk, `${url}/admin`)
  await desk.getByLabel('Email').fill(email)
  await desk.getByRole('button', { name: 'Continue' }).click()
  return ((await desk.locator('output.number').textContent()) ?? '').trim()
}

/** Types a number on the phone and passes its PIN. */
export async function approveOnPhone(page: Page, number: string, by: string = pin): Promise<void> {
  await page.getByLabel('Type the number shown on your computer').fill(number)
  await pressLate(page, 'Approve')
  await page.getByLabel('PIN', { exact: true }).fill(by)
  await page.getByRole('button', { name: 'Confirm' }).click()
}

/** A request takes no taps in its first half second. */
export async function pressLate(page: Page, name: string): Promise<void> {
  const shownAt = await page.evaluate(() => performance.now())
  await page.waitForFunction((at) => performance.now() - at > 550, shownAt)
  await page.getByRole('button', { name, exact: true }).click()
}

/** Axe over what is open, in both themes, and no sideways scroll on narrow phones. Answers what is wrong. */
export async function judge(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
          .map(({ finished }) => finished),
      ),
    )
    const violations = await findViolations(page, { look: colorScheme === 'light' ? 'whole' : 'colours' })
    found.push(...violations.map((violation) => `${colorScheme}: ${violation}`))
  }
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (excess > 0) found.push(`${width}: scrolls sideways by ${excess}`)
  }
  return found
}

export interface Worker {
  deliver(payload: unknown): Promise<void>
  stop(): Promise<void>
  notifications(): Promise<{ title: string; body: string; tag: string }[]>
}

/** The app's worker, through the browser's own debugging protocol. */
export async function workerOf(phone: PhoneBrowser, url: string): Promise<Worker> {
  const { page } = phone
  const session: CDPSession = await phone.context.newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${url}/app/`)
      if (ours) resolve(ours.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await found
  return {
    deliver: async (payload) => {
      const data = typeof payload === 'string' ? payload : JSON.stringify(payload)
      await session.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId, data })
    },
    stop: async () => {
      await session.send('ServiceWorker.stopAllWorkers')
    },
    notifications: () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration('/app/')
        const shown = (await registration?.getNotifications()) ?? []
        return shown.map(({ title, body, tag }) => ({ title, body, tag }))
      }),
  }
}
