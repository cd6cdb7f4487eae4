import { enrolledMark } from './enrolled-mark.ts'
import { deleteEverything } from './indexed-db.ts'

/** Forgets everything on this phone and begins anew. The organisations are not told. */
export async function resetApp(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/app/').catch(() => undefined)
  const subscription = await registration?.pushManager?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
  await deleteEverything()
  enrolledMark.clear()
  // Without a network the app's own files stay: there would be nothing to begin anew with.
  if (navigator.onLine) {
    for (const key of await caches.keys()) await caches.delete(key)
    await registration?.unregister()
  }
  location.replace('/app/')
}
