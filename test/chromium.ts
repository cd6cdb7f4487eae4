import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

interface LaunchOptions {
  /** More of Chromium's own switches, such as a film for its fake camera. */
  args?: readonly string[]
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  /** For servers with a test certificate. */
  ignoreHTTPSErrors?: boolean
  javaScriptEnabled?: boolean
  /** A folder that outlives the browser; by default a fresh one that goes with it. */
  profile?: string
}

export interface Browser extends AsyncDisposable {
  readonly context: BrowserContext
  /** Ends the browser and removes the profile that was made for it. */
  readonly close: () => Promise<void>
}

/**
 * Starts Chromium with a profile of its own. A persistent context on purpose: in a private one an app cannot be
 * installed and nothing is stored for good. Takes about a second.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'latchkey-chromium-')))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    // The sandbox refuses to run as root, and the pages are our own.
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(options.args ?? []),
    ],
    locale: 'en-GB',
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.colorScheme ?? 'light',
    ignoreHTTPSErrors: options.ignoreHTTPSErrors ?? false,
    javaScriptEnabled: options.javaScriptEnabled ?? true,
  })
  const close = async () => {
    await context.close()
    if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  return { context, close, [Symbol.asyncDispose]: close }
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

let found: string | undefined

/**
 * A full Chromium (not the headless shell): `CHROMIUM_PATH`, the usual places, Playwright's own download, or else
 * Debian's package, which it installs where it may.
 *
 * @throws {Error} with the line that installs one.
 */
export function findChromium(): string {
  found ??= lookForChromium() ?? installChromium()
  if (found === undefined) {
    throw new Error(
      'No Chromium found. Install one: npx playwright-core install chromium (or set CHROMIUM_PATH)',
    )
  }
  return found
}

function lookForChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const places = [
    process.env.CHROMIUM_PATH,
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    chromium.executablePath(),
  ]
  return places.find((place) => place && isExecutable(place))
}

function installChromium(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  execFileSync('apt-get', ['install', '-qq', '--no-install-recommends', '--yes', 'chromium'], {
    stdio: 'ignore',
  })
  return lookForChromium()
}

function isExecutable(path: string) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
