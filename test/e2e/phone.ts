import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { type Browser, launchChromium } from '../chromium.ts'
import type { PushService, TestSubscription } from '../push-service.ts'
import { type Watch, watch } from './watch.ts'

/** A phone with the app: a browser profile of its own, a camera that sees what is held before it, and a push service. */
export interface Phone extends AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  readonly watch: Watch
  /** Opens the app, as from its icon. */
  open(path?: string): Promise<void>
  /** Takes over a set-up code, a link or the picture of one, and answers every question up to the end. */
  enrol(claim: string | Buffer, as?: { name?: string; pin?: string; alerts?: boolean }): Promise<void>
  /** Puts the app away: nothing of it is open, as on a phone in a pocket. */
  pocket(): Promise<void>
  /** Hands the pushes that have come since to the app's worker, as the phone's system does. How many there were. */
  receive(): Promise<number>
  /** What was sent so far never arrives, as on a phone that is out of reach. */
  losePushes(): void
  /** What its notifications say now. */
  notifications(): Promise<string[]>
  /** Holds the camera before that picture. */
  seeCode(picture: Buffer): Promise<void>
  /** Types the number, unless the code was scanned, and the PIN where the phone has one. */
  approve(number: string | null, pin?: string): Promise<void>
  typePin(pin: string): Promise<void>
  heading(): Promise<string>
}

interface PhoneOptions {
  readonly origin: string
  readonly push?: PushService
  /** More of the browser's own. */
  readonly switches?: readonly string[]
  /** It has a fingerprint reader. */
  readonly fingerprint?: boolean
  /** Whose credentials have no PRF extension. */
  readonly prf?: boolean
  /** A folder that outlives the browser, for one that is started again. */
  readonly profile?: string
}

const size = { width: 390, height: 844 }
const film = { width: 640, height: 480 }

export async function openPhone(options: PhoneOptions): Promise<Phone> {
  const { origin, push, switches = [], fingerprint, prf = true, profile } = options
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-camera-'))
  const camera = join(folder, 'camera.mjpeg')
  await writeFile(camera, padded(await frame()))
  const browser: Browser = await launchChromium({
    viewport: size,
    ...(profile && { profile }),
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
      ...switches,
    ],
  })
  const { context } = browser
  const watched = await watch(context, 'phone')
  await context.grantPermissions(['notifications', 'camera'], { origin })
  const subscription = push && (await subscribeTo(push, context))
  let page = context.pages()[0] ?? (await context.newPage())
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const delivered = new Map<TestSubscription, number>()
  let worker: { cdp: CDPSession; registrationId: string } | undefined

  async function ready() {
    page.setDefaultTimeout(60_000)
    if (!fingerprint) return
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable', { enableUI: false })
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        hasPrf: prf,
      },
    })
  }
  await ready()

  /** A page that is not the app stays open, to speak of the worker through. */
  async function findWorker() {
    if (worker) return worker
    const elsewhere = await context.newPage()
    const cdp = await context.newCDPSession(elsewhere)
    const found = new Promise<string>((resolve) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const ours = registrations.find(
          ({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted,
        )
        if (ours) resolve(ours.registrationId)
      })
    })
    await cdp.send('ServiceWorker.enable')
    worker = { cdp, registrationId: await found }
    await page.bringToFront()
    return worker
  }

  const heading = async () => (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''

  async function typePin(pin: string) {
    await page.getByLabel(/^PIN/).fill(pin)
    await page.getByRole('button', { name: /^(Continue|Confirm|Unlock)$/ }).click()
  }

  async function openApp(path = '/app/') {
    if (page.isClosed()) {
      page = await context.newPage()
      await page.setViewportSize(size)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await ready()
    }
    await page.goto(new URL(path, origin).href)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }

  return {
    context,
    get page() {
      return page
    },
    watch: watched,
    open: openApp,
    heading,
    typePin,
    async enrol(claim, { name = 'Work phone', pin = '480913', alerts = push !== undefined } = {}) {
      if (typeof claim === 'string' && claim.startsWith('http')) await openApp(claim)
      else {
        await openApp()
        await page.getByRole('button', { name: 'Get started' }).click()
      }
      if (typeof claim !== 'string') {
        await hold(camera, await frame(claim))
        await page.getByRole('button', { name: 'Scan QR code' }).click()
      } else if (!claim.startsWith('http')) {
        await page.getByRole('button', { name: 'Enter code instead' }).click()
        await page.getByLabel('Setup code').fill(claim)
        await page.getByRole('button', { name: 'Continue' }).click()
      }
      await page.getByRole('button', { name: /^Add / }).click()
      const nameStep = page.getByRole('heading', { name: 'Name this phone' })
      await nameStep.or(page.getByRole('heading', { name: /^(Choose a PIN|Use your fingerprint)/ })).waitFor()
      // A phone that was enrolled before has its name.
      if (await nameStep.isVisible()) {
        await page.getByLabel('Name').fill(name)
        await page.getByRole('button', { name: 'Continue' }).click()
      }
      if (fingerprint)
        await page.getByRole('button', { name: 'Use fingerprint, face or screen lock' }).click()
      else {
        await page.getByRole('heading', { name: 'Choose a PIN' }).waitFor()
        await typePin(pin)
        await page.getByRole('heading', { name: 'Type the PIN again' }).waitFor()
        await typePin(pin)
      }
      const done = page.getByRole('heading', { name: "You're set" })
      const alertsStep = page.getByRole('heading', { name: 'Get asked when you sign in' })
      const backupStep = page.getByRole('heading', { name: 'Make a backup' })
      await done.or(alertsStep).or(backupStep).waitFor()
      if (await alertsStep.isVisible()) {
        await page.getByRole('button', { name: alerts ? 'Turn on alerts' : 'Not now' }).click()
        if (!alerts) await page.getByRole('button', { name: 'Continue' }).click()
      }
      await done.or(backupStep).waitFor()
      if (await backupStep.isVisible()) await page.getByRole('button', { name: 'Not now' }).click()
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('heading', { name: 'Requests' }).waitFor()
    },
    async pocket() {
      if (subscription) await findWorker()
      else await context.newPage()
      await page.close()
    },
    async receive() {
      if (!push || !subscription) throw new Error('this phone has no push service')
      const found = await findWorker()
      const kept = subscription()
      if (!kept) throw new Error('the app has not subscribed')
      const before = delivered.get(kept) ?? 0
      await push.until(() => kept.received.length > before, 30_000)
      const fresh = kept.received.slice(before)
      delivered.set(kept, before + fresh.length)
      for (const { payload } of fresh) {
        await found.cdp.send('ServiceWorker.deliverPushMessage', {
          origin,
          registrationId: found.registrationId,
          data: JSON.stringify(payload),
        })
      }
      return fresh.length
    },
    losePushes() {
      const kept = subscription?.()
      if (kept) delivered.set(kept, kept.received.length)
    },
    async notifications() {
      const [sw] = context.serviceWorkers()
      if (!sw) return []
      return sw.evaluate(async () => {
        const scope = self as unknown as { registration: ServiceWorkerRegistration }
        return (await scope.registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
      })
    },
    async seeCode(picture) {
      await hold(camera, await frame(picture))
    },
    async approve(number, pin) {
      if (number !== null)
        await page.getByRole('textbox', { name: 'Type the number shown on your computer' }).fill(number)
      // What stands here for less than half a second cannot be answered.
      await expect
        .poll(
          async () => {
            const approve = page.getByRole('button', { name: 'Approve' })
            if (await approve.isVisible()) await approve.click({ timeout: 2000 }).catch(() => {})
            return page.getByRole('heading', { name: /^Is this you|^Approve this/ }).isVisible()
          },
          { timeout: 30_000, interval: 300 },
        )
        .toBe(false)
      if (pin) await typePin(pin)
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Every frame is as long as this: what is held before the camera changes while it runs. */
const frameBytes = 150_000

/** Written over in place: the browser reads the film where it lies. */
async function hold(camera: string, jpeg: Buffer): Promise<void> {
  const file = await open(camera, 'r+')
  await file.write(padded(jpeg), 0, frameBytes, 0)
  await file.close()
}

/** The same picture with comments (ITU T.81 §B.2.4.5) that fill it up. */
function padded(jpeg: Buffer): Buffer {
  const comments: Buffer[] = []
  for (let left = frameBytes - jpeg.length; left > 0; ) {
    // Never so much that less than a marker and its length is left over.
    const bytes = left > 60_000 ? 50_000 : left
    const comment = Buffer.alloc(bytes)
    comment.writeUInt16BE(0xfffe, 0)
    comment.writeUInt16BE(bytes - 2, 2)
    comments.push(comment)
    left -= bytes
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)])
}

/** One picture of the film that the camera plays: a white wall, or a code on it. */
async function frame(picture?: Buffer): Promise<Buffer> {
  const wall = sharp({ create: { ...film, channels: 3, background: '#ffffff' } })
  if (!picture) return wall.jpeg().toBuffer()
  const code = await sharp(picture)
    .resize({ height: 400, width: 400, fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .toBuffer()
  return wall
    .composite([{ input: code, gravity: 'centre' }])
    .jpeg({ quality: 95 })
    .toBuffer()
}

/** Puts the test's push service in the place of the browser's maker's, whose own never answers here. */
async function subscribeTo(
  push: PushService,
  context: BrowserContext,
): Promise<() => TestSubscription | undefined> {
  let kept: TestSubscription | undefined
  await context.exposeBinding('latchkeySubscribe', (_source, serverKey: string) => {
    kept = push.subscribe(serverKey)
    return kept.subscription
  })
  await context.addInitScript(() => {
    interface Keys {
      endpoint: string
      p256dh: string
      auth: string
    }
    const name = 'test-push-subscription'
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer
    const shaped = (keys: Keys) => ({
      endpoint: keys.endpoint,
      getKey: (which: 'p256dh' | 'auth') => bytes(keys[which]),
      toJSON: () => ({ endpoint: keys.endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
      unsubscribe: async () => {
        localStorage.removeItem(name)
        return true
      },
    })
    if (!('PushManager' in globalThis)) return
    Object.assign(PushManager.prototype, {
      async getSubscription() {
        const text = localStorage.getItem(name)
        return text === null ? null : shaped(JSON.parse(text))
      },
      async subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }) {
        const page = window as unknown as { latchkeySubscribe(key: string): Promise<Keys> }
        const key = btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)))
        const keys = await page.latchkeySubscribe(
          key.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
        )
        localStorage.setItem(name, JSON.stringify(keys))
        return shaped(keys)
      },
    })
  })
  return () => kept
}
