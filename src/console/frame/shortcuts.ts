import { areas } from './areas.ts'
import { isApple } from './is-apple.ts'

const stored = 'latchkey.single-keys'

/** Whether single keys are shortcuts for this person on this browser (WCAG 2.1.4 asks for a way to switch them off). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    return true
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(stored)
    else localStorage.setItem(stored, 'off')
  } catch {
    // A browser that keeps nothing for us leaves them on.
  }
}

export const shortcuts: readonly (readonly [keys: string, act: string])[] = [
  [isApple() ? '⌘ K' : 'Ctrl K', 'Search or jump to'],
  ...areas.map(({ key, text }) => [`g ${key}`, `Go to ${text}`] as const),
  ['/', 'Search in the list'],
  ['j  k', 'Next and previous row'],
  ['x', 'Select the row'],
  ['Enter', 'Open the row'],
  ['.', 'Menu of the row'],
  ['[  ]', 'Previous and next user of the list'],
  ['e', 'Edit name and role of the user'],
  ['?', 'This list'],
  ['Esc', 'Close the top layer'],
]
