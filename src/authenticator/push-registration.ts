import type { PushRegistration } from '#contract/device-messages.ts'
import { base64url, fromBase64url } from '#phone/base64url.ts'

/** Some browsers never settle `subscribe`: after this the app goes on without push, and polls while it is open. */
const patienceMs = 10_000

/** How this app can be reached, without asking for anything. */
export async function currentPush(): Promise<PushRegistration> {
  if (!isSupported()) return { kind: 'none', why: 'unsupported' }
  if (Notification.permission === 'denied') return { kind: 'none', why: 'denied' }
  if (Notification.permission !== 'granted') return { kind: 'none', why: 'off' }
  const worker = await within(navigator.serviceWorker.ready)
  const subscription = worker && (await within(worker.pushManager.getSubscription()))
  return subscription ? described(subscription) : { kind: 'none', why: 'off' }
}

/**
 * Asks for permission and subscribes. To be called from a tap: browsers ask the person only then.
 *
 * @param vapidKey the installation's key (RFC 8292), to which the one subscription of this app is bound.
 */
export async function turnOnPush(vapidKey: string): Promise<PushRegistration> {
  if (!isSupported()) return { kind: 'none', why: 'unsupported' }
  const permission = await Notification.requestPermission()
  if (permission === 'denied') return { kind: 'none', why: 'denied' }
  if (permission !== 'granted') return { kind: 'none', why: 'off' }
  try {
    const worker = await within(navigator.serviceWorker.ready)
    const subscription =
      worker &&
      (await within(
        worker.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: fromBase64url(vapidKey),
        }),
      ))
    return subscription ? described(subscription) : { kind: 'none', why: 'unsupported' }
  } catch {
    // No push service behind this browser, or it refuses us: the open app still answers.
    return { kind: 'none', why: 'unsupported' }
  }
}

const isSupported = () =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

function described(subscription: PushSubscription): PushRegistration {
  const p256dh = subscription.getKey('p256dh')
  const auth = subscription.getKey('auth')
  if (!p256dh || !auth) return { kind: 'none', why: 'unsupported' }
  return {
    kind: 'webpush',
    endpoint: subscription.endpoint,
    p256dh: base64url(p256dh),
    auth: base64url(auth),
  }
}

function within<T>(promise: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    promise,
    new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), patienceMs)
    }),
  ])
}
