import type { Hub, Notice } from './hub.ts'
import type { Log } from './log.ts'

/** What a hub does inside one process; each kind of database adds how the others hear. */
export interface Subscriptions {
  deliver(notice: Notice): void
  readonly subscribe: Hub['subscribe']
  readonly onGap: Hub['onGap']
  reportGap(): void
  clear(): void
}

/** A listener that throws is logged and keeps nobody else from hearing. */
export function createSubscriptions(log: Log): Subscriptions {
  const byTopic = new Map<string, Set<(notice: Notice) => void>>()
  const gapListeners = new Set<() => void>()

  function guarded(call: () => void) {
    try {
      call()
    } catch (error) {
      log.error({ err: error }, 'a listener of the hub failed')
    }
  }

  return {
    deliver(notice) {
      for (const listener of [...(byTopic.get(notice.topic) ?? [])]) guarded(() => listener(notice))
    },
    subscribe(topic, listener) {
      const listeners = byTopic.get(topic) ?? new Set()
      byTopic.set(topic, listeners)
      // One of its own, so that a function subscribed twice is heard twice and leaves once.
      const own = (notice: Notice) => listener(notice)
      listeners.add(own)
      return () => {
        listeners.delete(own)
        if (listeners.size === 0 && byTopic.get(topic) === listeners) byTopic.delete(topic)
      }
    },
    onGap(listener) {
      const own = () => listener()
      gapListeners.add(own)
      return () => gapListeners.delete(own)
    },
    reportGap() {
      for (const listener of [...gapListeners]) guarded(listener)
    },
    clear() {
      byTopic.clear()
      gapListeners.clear()
    },
  }
}

/** The hub of the embedded database: one process has the folder, so there are no others to tell. */
export function createLocalHub(log: Log): Hub {
  const subscriptions = createSubscriptions(log)
  return {
    listening: true,
    publish: (notices) => notices.forEach(subscriptions.deliver),
    subscribe: subscriptions.subscribe,
    onGap: subscriptions.onGap,
    async close() {
      subscriptions.clear()
    },
  }
}
