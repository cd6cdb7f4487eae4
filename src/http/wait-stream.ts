import { streamSSE } from 'hono/streaming'
import { createTurns } from '#platform/turns.ts'
import type { Call, Edge } from './edge.ts'
import type { Watch } from './watch.ts'

/** How a thing stands that a page waits for. */
export interface Standing {
  /** Opaque; a page that shows another one reloads. */
  readonly state: string
  /** When it changes by itself at the latest; null when it is over. */
  readonly changesAt: Date | null
}

const heartbeatMilliseconds = 15_000
/** A page comes back by itself: nobody needs a stream for longer. */
const longestMilliseconds = 15 * 60_000
/** In one process. Beyond it pages are told to come back: each of them also works by reloading. */
const maximumStreams = 20_000

/** In one process. Where notices may have been missed, every page looks again: sign-ins need connections to the database meanwhile. */
const looksAtOnce = 4

let open = 0
const inTurn = createTurns(looksAtOnce)

/**
 * Tells one page how the thing stands: at once, whenever it changed, and when its time is over. It asks the database only then, however
 * many pages wait, and for few of them at once.
 *
 * A notice that leaves the state as it was shows nowhere, not even in when the next heartbeat comes: a stranger who waits on somebody's
 * address would learn from it that their phone is awake.
 *
 * @param look undefined: there is nothing to wait for any more.
 */
export function waitStream(
  edge: Edge,
  c: Call,
  { watch, id, look }: { watch: Watch; id: string; look: () => Promise<Standing | undefined> },
): Response {
  if (open >= maximumStreams) return c.body(null, 503, { 'retry-after': '5' })
  open += 1
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (stream) => {
    let changed = true
    let said: string | undefined
    let beatAt = performance.now() + heartbeatMilliseconds
    let wake = () => {}
    const notice = () => {
      changed = true
      wake()
    }
    const stop = watch(id, notice)
    const end = () => {
      void stream.close()
      wake()
    }
    stream.onAbort(end)
    edge.stopping.addEventListener('abort', end)
    const longest = setTimeout(end, longestMilliseconds)
    let expiry: NodeJS.Timeout | undefined
    let heartbeat: NodeJS.Timeout | undefined
    const isOver = () => stream.closed || stream.aborted || edge.stopping.aborted
    try {
      while (!isOver()) {
        if (changed) {
          changed = false
          const standing = await inTurn(async () => (isOver() ? undefined : look()))
          if (isOver()) break
          const state = standing?.state ?? 'gone'
          if (state !== said) await stream.writeSSE({ data: state })
          said = state
          if (!standing?.changesAt) break
          clearTimeout(expiry)
          const left = standing.changesAt.getTime() - edge.ground.clock().getTime()
          // A moment later, so that it is over by then.
          if (left < longestMilliseconds) expiry = setTimeout(notice, Math.max(0, left) + 50)
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          heartbeat = setTimeout(resolve, Math.max(0, beatAt - performance.now()))
        })
        clearTimeout(heartbeat)
        if (performance.now() < beatAt) continue
        beatAt += heartbeatMilliseconds
        if (!stream.closed && !stream.aborted) await stream.write(': hb\n\n')
      }
    } finally {
      open -= 1
      stop()
      for (const timer of [longest, expiry, heartbeat]) clearTimeout(timer)
      edge.stopping.removeEventListener('abort', end)
    }
  })
}
