import type { Hub, Notice } from '#platform/hub.ts'

/** Calls `listener` when the thing of this id changed, until the returned function is called. */
export type Watch = (id: string, listener: () => void) => () => void

/**
 * Lets any number of pages wait for single things: one subscription to the topic for the whole process, then a look-up by id. Where
 * notices may have been missed, everybody looks again.
 *
 * @param keyOf what is waited for, where it is not the notice's id.
 */
export function createWatch(hub: Hub, topic: string, keyOf = ({ id }: Notice): string => id): Watch {
  const waiting = new Map<string, Set<() => void>>()
  hub.subscribe(topic, (notice) => {
    for (const listener of [...(waiting.get(keyOf(notice)) ?? [])]) listener()
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
