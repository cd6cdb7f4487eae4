import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as z from 'zod/mini'
import { LiveHint } from '#contract/live.ts'
import { getMe } from '#contract/me.ts'
import { addresses } from '../addresses.ts'
import { concernsUs } from './concerns-us.ts'

/** After a stream that ended for good (a refusal, not a lost connection), in milliseconds. */
const comeBackAfter = 5000

/** One act says several things at once: they are read together, after this many milliseconds. */
const gatherFor = 150

/**
 * Listens to what happens in the organisation and reads afresh what is on the screen about it. A notice says only what changed,
 * never how. After a gap everything on the screen is read again.
 */
export function useLiveUpdates(): void {
  const cache = useQueryClient()
  useEffect(() => {
    let stream: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    let reading: ReturnType<typeof setTimeout> | undefined
    const heardOf: LiveHint[] = []
    let hasGap = false
    const readAll = () => void cache.invalidateQueries()
    const heard = ({ data }: MessageEvent<string>) => {
      const hint = z.safeParse(LiveHint, JSON.parse(data))
      if (!hint.success) return
      heardOf.push(hint.data)
      reading ??= setTimeout(readAgain, gatherFor)
    }
    const readAgain = () => {
      const hints = heardOf.splice(0)
      reading = undefined
      void cache.invalidateQueries({
        predicate: ({ queryKey, state }) =>
          hints.some((hint) => concernsUs({ queryKey, data: state.data }, hint)),
      })
    }
    // Finds out whether the session is over; if it is, the page says so.
    const look = () => void cache.invalidateQueries({ queryKey: ['me', getMe.path] })
    const open = () => {
      stream = new EventSource(addresses.live)
      stream.addEventListener('hint', heard)
      stream.addEventListener('gap', readAll)
      stream.addEventListener('ended', look)
      stream.addEventListener('open', () => {
        if (hasGap) readAll()
        hasGap = false
      })
      stream.addEventListener('error', () => {
        hasGap = true
        if (stream.readyState !== EventSource.CLOSED) return
        look()
        timer = setTimeout(open, comeBackAfter)
      })
    }
    open()
    return () => {
      clearTimeout(timer)
      clearTimeout(reading)
      stream.close()
    }
  }, [cache])
}
