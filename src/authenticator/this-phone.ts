import type { DeviceDescription } from '#contract/device-messages.ts'
import { readSetting } from './settings-store.ts'
import { texts } from './texts/texts.ts'

type Platform = DeviceDescription['platform']

/** Client hints (User-Agent Client Hints §4), where the browser has them; TypeScript's library does not know them. */
interface ClientHints {
  getHighEntropyValues(
    names: readonly string[],
  ): Promise<{ model?: string; platform?: string; platformVersion?: string }>
}

/** iPadOS calls itself a Mac; no Mac has a touch screen. */
export const isApple = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

/** Runs as an app of its own, not in a browser's tab. */
export const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  ('standalone' in navigator && navigator.standalone === true)

/**
 * On an iPhone an installed app shares no storage with the browser, and only there do alerts arrive: keys must not be made before it is
 * on the Home Screen.
 */
export const needsHomeScreen = (): boolean => isApple() && !isInstalled()

export const platformOf = (userAgent: string): Platform => {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (/Android/.test(userAgent)) return 'android'
  if (/Windows/.test(userAgent)) return 'windows'
  if (/Macintosh/.test(userAgent)) return 'macos'
  return /Linux|X11|CrOS/.test(userAgent) ? 'linux' : 'other'
}

const platformNames: Record<Platform, string> = texts.frame.platforms

interface Facts {
  readonly platform: Platform
  readonly model?: string
  readonly osVersion?: string
}

async function factsOf(): Promise<Facts> {
  const platform = isApple() ? 'ios' : platformOf(navigator.userAgent)
  const hints = 'userAgentData' in navigator ? (navigator.userAgentData as ClientHints) : undefined
  const said = await hints?.getHighEntropyValues(['model', 'platformVersion']).catch(() => undefined)
  const fromAgent = /(?:OS|Android) ([\d_.]+)/.exec(navigator.userAgent)?.[1]?.replaceAll('_', '.')
  const osVersion = platform === 'android' || platform === 'windows' ? said?.platformVersion : fromAgent
  return { platform, ...(said?.model && { model: said.model }), ...(osVersion && { osVersion }) }
}

/** What the field "Name this phone" begins with: the model where the browser tells it. */
export async function suggestedName(): Promise<string> {
  const { model, platform } = await factsOf()
  return model ?? platformNames[platform]
}

/** What this phone says of itself, at enrolment and with every status. */
export async function describeThisPhone(name?: string): Promise<DeviceDescription> {
  const { platform, model, osVersion } = await factsOf()
  return {
    name: name ?? (await readSetting('deviceName')) ?? model ?? platformNames[platform],
    platform,
    ...(model && { model: model.slice(0, 80) }),
    ...(osVersion && { os_version: osVersion.slice(0, 40) }),
    app_version: appVersion,
    lang: navigator.language.slice(0, 35),
  }
}

export const appVersion = '0.1.0'
