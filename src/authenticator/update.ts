import { useSyncExternalStore } from 'react'
import type { ToWorker } from './worker-messages.ts'

/** A newer version of the app: none, standing by, or already in charge of this page's files. */
type Update = 'none' | 'waiting' | 'taken-over'

let update: Update = 'none'
let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function set(next: Update) {
  update = next
  for (const listener of listeners) listener()
}

/** Trusted Types §4, where the browser has them; TypeScript's library does not know them. */
interface TrustedTypesWindow {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (address: string) => string },
    ): { createScriptURL(address: string): string }
  }
}

const { trustedTypes } = globalThis as TrustedTypesWindow
const workerFile = '/app/sw.js'

/**
 * The one address of a script that this page ever names. The page's policy refuses plain text in such places, and any other name of a
 * policy: whatever gets into a page of ours cannot turn text into a script. Made at once, so that nobody else takes the name.
 */
const workerAddress =
  trustedTypes
    ?.createPolicy('latchkey-worker', { createScriptURL: () => workerFile })
    .createScriptURL(workerFile) ?? workerFile

/** Registers the worker, and looks for a newer one whenever the app comes to the front. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  let isFirst = navigator.serviceWorker.controller === null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // Also when another tab let it take over: this page's files are gone then.
    if (!isFirst) set('taken-over')
    isFirst = false
  })
  const registration = await navigator.serviceWorker.register(workerAddress, { scope: '/app/' })
  const watch = (worker: ServiceWorker | null) => {
    const look = () => {
      if (worker?.state !== 'installed' || registration.active === null) return
      waiting = worker
      set('waiting')
    }
    worker?.addEventListener('statechange', look)
    look()
  }
  watch(registration.waiting)
  registration.addEventListener('updatefound', () => watch(registration.installing))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => {})
  })
}

/** Puts the newer version to work; the page loads anew. Never while a request is on screen. */
export function applyUpdate(): void {
  if (update === 'taken-over') location.reload()
  else waiting?.postMessage({ kind: 'take-over' } satisfies ToWorker)
}

export const useUpdate = (): Update =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => update,
  )
