import type { Device } from '#contract/devices.ts'
import { platformWords } from '../words.ts'

/** "Pixel 9 · Android 16 · app 0.1.0". */
export function modelOf({ model, platform, osVersion, appVersion }: Device): string {
  const system = [platformWords[platform], osVersion].filter(Boolean).join(' ')
  return [model, system, appVersion && `app ${appVersion}`].filter(Boolean).join(' · ')
}

const noPush: Record<string, string> = {
  denied: 'the phone does not allow Latchkey to show alerts',
  unsupported: 'its system or browser cannot receive push',
  off: 'alerts are switched off in the app',
}

/** Why no push reaches it, to follow "Not receiving"; undefined where one does. */
export function whyNotReceiving({ push, pushWhy }: Pick<Device, 'push' | 'pushWhy'>): string | undefined {
  if (push === 'ok') return undefined
  if (push === 'gone') return 'the push service has forgotten it until the app is opened again'
  return noPush[pushWhy ?? ''] ?? 'alerts were never allowed'
}

/** Why it cannot be the active device, as a sentence; undefined where it can. */
export function whyNotActive(device: Device): string | undefined {
  if (device.state === 'suspended') return 'This phone is paused'
  if (device.state === 'pending') return 'This phone waits to be confirmed'
  const why = whyNotReceiving(device)
  return why && `This phone isn't receiving push: ${why}`
}

/** How it makes sure that it is its person. */
export function verificationOf({ verification }: Device): string {
  const ways = verification.map((way) => (way === 'wa' ? 'fingerprint or face' : 'a PIN'))
  return ways.length > 0 ? `Unlocked by ${ways.join(' or ')}` : ''
}

/** Why it is paused, and what to do about it. */
export const pausedWords = ({ stateWhy }: Device): string =>
  stateWhy === 'pin'
    ? 'A wrong PIN was typed too often. Remove it, then let them scan a claim code: with a backup they restore it, without one use Unregister All Devices.'
    : stateWhy === 'key-copied' || stateWhy === 'copied'
      ? 'A copy of its key was used. Treat it as stolen: use Lost phone….'
      : 'An administrator paused it. Remove it, or let it wait.'
