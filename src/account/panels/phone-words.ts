import type { Device } from '#contract/devices.ts'
import { phonesTexts } from '../texts/phones.tsx'

/** Why no request rings it, and what to do about it; undefined where one does. */
export function whyNotRinging({ state, push, pushWhy }: Device): string | undefined {
  if (state !== 'active' || push === 'ok') return undefined
  const words = phonesTexts.silent
  if (push === 'gone') return words.gone
  return words.because[pushWhy ?? ''] ?? words.never
}

/** Why it is paused, and who helps. */
export const whyPaused = ({ stateWhy }: Device): string =>
  stateWhy === 'pin' ? phonesTexts.paused.pin : phonesTexts.paused.other

/** "482 913". */
export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

export const dayOf = (at: Date): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at)
