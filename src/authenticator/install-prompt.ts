import { useSyncExternalStore } from 'react'

/** The browser's offer to install the app (not in TypeScript's library: only Chromium makes it). */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}

let offer: InstallOffer | null = null
const listeners = new Set<() => void>()

function set(next: InstallOffer | null) {
  offer = next
  for (const listener of listeners) listener()
}

/** Keeps the offer until the person is asked; it comes once, early. */
export function keepInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    set(event as InstallOffer)
  })
  window.addEventListener('appinstalled', () => set(null))
}

/** Shows the browser's own question; null where there is nothing to ask. */
export function useInstall(): (() => void) | null {
  const kept = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => offer,
  )
  if (!kept) return null
  return () => {
    set(null)
    void kept.prompt().catch(() => {})
  }
}
