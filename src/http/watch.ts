import type { Hub } from '#platform/hub.ts'

/** Calls `listener` when the thing of this id changed, until the returned function is called. */
export type Watch = (id: string, listener: () => void) => () => void

/**
 * Lets any number of pages wait for single things: one subscription to the topic for the whole process, then a look-up by id. Where
 * notices may have been missed, everybody looks again.
 */
export function createWatch(hub: Hub, topic: string): Watch {
  const waiting = new Map<string, Set<() => void>>()
  hub.subscribe(topic, ({ id }) => {
    for (const listener of [...(waiting.get(id) ?? [])]) listener()
  })
  hub.onGap(() => {
    for (const listeners of [...waiting.values()]) for (const listener of [...listeners]) listener()
  })
  return (id, listener) => {
    const listeners = waiting.get(id) ?? new Set()
    waiting.set(id, listeners)
    const own = () => listener()
    listeners.add(own)
    return () => {
      listeners.delete(own)
      if (listeners.size === 0 && waiting.get(id) === listeners) waiting.delete(id)
    }
  }
}
