const key = 'latchkey.enrolled'

/**
 * Stands outside the database where the keys are: a mark without keys means that the browser cleared them, which is told otherwise than
 * a phone that was never set up.
 */
export const enrolledMark = {
  set: () => attempt(() => localStorage.setItem(key, '1')),
  clear: () => attempt(() => localStorage.removeItem(key)),
  isSet: () => attempt(() => localStorage.getItem(key) === '1') ?? false,
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    // A browser that closes this storage to us only loses the kinder words.
    return undefined
  }
}
