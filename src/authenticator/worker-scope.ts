/**
 * What our worker uses of its global scope (Service Workers §4, Push API §10, Notifications API §3). TypeScript's library for workers
 * cannot stand in one program with that for pages.
 */
export interface WorkerScope {
  readonly registration: ServiceWorkerRegistration
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly WindowClient[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: NotificationClick) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
}

interface WindowClient {
  readonly url: string
  postMessage(message: unknown): void
  focus(): Promise<unknown>
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void
}

export interface PushEvent extends Extendable {
  readonly data: { json(): unknown } | null
}

export interface NotificationClick extends Extendable {
  readonly notification: Notification
}

interface FetchEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
