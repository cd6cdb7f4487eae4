import type { Device } from '#contract/devices.ts'
import { devicesTexts } from '../../texts/users/devices.tsx'
import { platformWords } from '../words.ts'

/** "Pixel 9 · Android 16 · app 0.1.0". */
export function modelOf({ model, platform, osVersion, appVersion }: Device): string {
  const system = [platformWords[platform], osVersion].filter(Boolean).join(' ')
  return [model, system, appVersion && devicesTexts.app(appVersion)].filter(Boolean).join(' · ')
}

const noPush: Record<string, string> = {
  denied: devicesTexts.noPush.denied,
  unsupported: devicesTexts.noPush.unsupported,
  off: devicesTexts.noPush.off,
}

/** Why no push reaches it, to follow "Not receiving"; undefined where one does. */
export function whyNotReceiving({ push, pushWhy }: Pick<Device, 'push' | 'pushWhy'>): string | undefined {
  if (push === 'ok') return undefined
  if (push === 'gone') return devicesTexts.noPush.gone
  return noPush[pushWhy ?? ''] ?? devicesTexts.noPush.never
}

/** Why it cannot be the active device, as a sentence; undefined where it can. */
export function whyNotActive(device: Device): string | undefined {
  if (device.state === 'suspended') return devicesTexts.notActive.paused
  if (device.state === 'pending') return devicesTexts.notActive.waits
  const why = whyNotReceiving(device)
  return why && devicesTexts.notActive.quiet(why)
}

/** How it makes sure that it is its person. */
export function verificationOf({ verification }: Device): string {
  const ways = verification.map((way) => (way === 'wa' ? devicesTexts.ways.wa : devicesTexts.ways.pin))
  return ways.length > 0 ? devicesTexts.unlockedBy(ways) : ''
}

/** Why it is paused, and what to do about it. */
export const pausedWords = ({ stateWhy }: Device): string =>
  stateWhy === 'pin'
    ? devicesTexts.paused.pin
    : stateWhy === 'key-copied' || stateWhy === 'copied'
      ? devicesTexts.paused.copied
      : devicesTexts.paused.byAdmin
