import { useEffect } from 'react'
import { checkAccounts, lastCheck, reload } from './phone-state.ts'
import type { FromWorker } from './worker-messages.ts'

/** On the way back to the front the organisations are asked again, when the last time was longer ago than this. */
const freshMs = 60_000

/** Asks how this phone stands: when the app starts, when it comes to the front, when the network is back, and when a push says so. */
export function useAccountChecks(loaded: boolean): void {
  useEffect(() => {
    if (!loaded) return
    const returned = () => {
      if (document.visibilityState === 'visible' && Date.now() - lastCheck() > freshMs) void checkAccounts()
    }
    const heard = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind !== 'accounts') return
      void reload().then(checkAccounts)
    }
    const online = () => void checkAccounts()
    void checkAccounts()
    document.addEventListener('visibilitychange', returned)
    window.addEventListener('focus', returned)
    window.addEventListener('online', online)
    navigator.serviceWorker?.addEventListener('message', heard)
    return () => {
      document.removeEventListener('visibilitychange', returned)
      window.removeEventListener('focus', returned)
      window.removeEventListener('online', online)
      navigator.serviceWorker?.removeEventListener('message', heard)
    }
  }, [loaded])
}
