import type { Device } from '#contract/devices.ts'

const noPush: Record<string, string> = {
  denied: 'It does not allow alerts. Allow notifications for Latchkey in its settings, then open the app.',
  unsupported:
    'Its browser cannot show alerts. Add Latchkey to its home screen, or open the app when you sign in.',
  off: 'Alerts are switched off in the app. Switch them on in its settings.',
}

/** Why no request rings it, and what to do about it; undefined where one does. */
export function whyNotRinging({ state, push, pushWhy }: Device): string | undefined {
  if (state !== 'active' || push === 'ok') return undefined
  if (push === 'gone') return 'Alerts stopped arriving. Open Latchkey on it: that usually brings them back.'
  return noPush[pushWhy ?? ''] ?? 'Alerts were never allowed. Open Latchkey on it, and allow them there.'
}

/** Why it is paused, and who helps. */
export const pausedWords = ({ stateWhy }: Device): string =>
  stateWhy === 'pin'
    ? 'A wrong PIN was typed too often, so it approves nothing. Ask your IT administrator for help.'
    : 'It approves nothing for now. Ask your IT administrator for help.'

/** "482 913". */
export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

export const dayOf = (at: Date): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at)
