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
