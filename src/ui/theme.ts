export type Theme = 'system' | 'light' | 'dark'

/** Also read by theme.js, before anything else runs. */
const key = 'latchkey.theme'

/** What this person chose on this browser; `system` where nothing was chosen or storage is closed to us. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

/** Applies a theme at once and keeps it for the next visit. */
export function chooseTheme(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // A browser that keeps nothing for us still shows the theme until it is closed.
  }
}
