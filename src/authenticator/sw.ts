import { matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { handlePush } from '#phone/handle-push.ts'
import { appPhone } from './app-phone.ts'
import { addFarewell } from './settings-store.ts'
import { texts } from './texts/texts.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'
import type { NotificationClick, PushEvent, WorkerScope } from './worker-scope.ts'

declare global {
  interface Window {
    /** Put in by the build: every file of the app and its revision. */
    __WB_MANIFEST: (string | { url: string; revision: string | null })[]
  }
}

// In this file `self` is a worker's; the program's library knows only a page's.
const worker = self as unknown as WorkerScope
const { push: words } = texts

/** Every address below is the one page, also without a network; `/app/claim` and `?request=` are read by its script. */
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode !== 'navigate' || !new URL(request.url).pathname.startsWith('/app/')) return
  event.respondWith(matchPrecache('index.html').then((page) => page ?? fetch(request)))
})
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/.*/] })

worker.addEventListener('message', ({ data }) => {
  if ((data as ToWorker | null)?.kind === 'take-over') void worker.skipWaiting()
})

worker.addEventListener('push', (event) => event.waitUntil(answerPush(event)))

/** A push is a bell. What is shown on a locked phone says nothing of who, where and what. */
async function answerPush(event: PushEvent): Promise<void> {
  const outcome = await handlePush(appPhone, read(event))
  switch (outcome.kind) {
    case 'request':
      await show(words.request, outcome.rid)
      return tell({ kind: 'requests' })
    case 'ended':
      // Browsers want every push to show something: what it shows takes the request's place, and goes.
      await show(words.ended, outcome.rid, { silent: true })
      for (const shown of await worker.registration.getNotifications({ tag: outcome.rid })) shown.close()
      return tell({ kind: 'requests' })
    case 'wiped':
      await addFarewell({ kind: 'revoked', organisation: outcome.enrolment.org.name })
      await show(words.revoked, 'account')
      return tell({ kind: 'accounts' })
    case 'checked':
      await show(words.changed, 'account')
      return tell({ kind: 'accounts' })
    case 'unverified':
      await show(words.unverified, 'account')
      return tell({ kind: 'accounts' })
    case 'test':
      await show(words.test, 'test')
      return tell({ kind: 'test' })
    case 'ignored':
      return
  }
}

function read({ data }: PushEvent): unknown {
  try {
    return data?.json()
  } catch {
    return undefined
  }
}

const show = (
  { title, text }: { title: string; text: string },
  tag: string,
  more: NotificationOptions = {},
) =>
  worker.registration.showNotification(title, {
    body: text,
    tag,
    icon: '/app/icon-192.png',
    badge: '/app/icon-192.png',
    ...more,
  })

async function tell(message: FromWorker): Promise<void> {
  for (const page of await pages()) page.postMessage(message)
}

const pages = async () =>
  (await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) =>
    new URL(url).pathname.startsWith('/app/'),
  )

worker.addEventListener('notificationclick', (event) => event.waitUntil(openFrom(event)))

/** An open app is brought to the front and told; else the app is opened at the request. */
async function openFrom({ notification }: NotificationClick): Promise<void> {
  notification.close()
  const isRequest = /^[\w-]{22}$/.test(notification.tag)
  const [open] = await pages()
  if (open) {
    open.postMessage({ kind: 'requests', ...(isRequest && { open: notification.tag }) } satisfies FromWorker)
    await open.focus().catch(() => {})
    return
  }
  await worker.clients.openWindow(isRequest ? `/app/?request=${notification.tag}` : '/app/').catch(() => {})
}
