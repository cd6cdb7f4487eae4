const key = 'latchkey.single-keys'

/** Whether single keys are shortcuts for this person on this browser (WCAG 2.1.4 asks for a way to switch them off). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(key)
    else localStorage.setItem(key, 'off')
  } catch {
    // A browser that keeps nothing for us leaves them on.
  }
}

export const shortcuts: readonly (readonly [keys: string, act: string])[] = [
  ['g o', 'Go to Overview'],
  ['g u', 'Go to Users'],
  ['g a', 'Go to Applications'],
  ['/', 'Search'],
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['.', 'Menu of the row'],
  ['?', 'This list'],
  ['Esc', 'Close the top layer'],
]
