import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getMe } from '#contract/me.ts'
import { addresses } from '../addresses.ts'
import { concernsUs } from './concerns-us.ts'

/** After a stream that ended for good (a refusal, not a lost connection), in milliseconds. */
const comeBackAfter = 5000

/**
 * Listens to what happens in the organisation and reads afresh what is on the screen about it. A notice says only what changed,
 * never how. After a gap everything on the screen is read again.
 */
export function useLiveUpdates(): void {
  const cache = useQueryClient()
  useEffect(() => {
    let stream: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    let hasGap = false
    const heard = ({ data }: MessageEvent<string>) => {
      const hint = JSON.parse(data) as { topic?: string; id?: string }
      void cache.invalidateQueries({ predicate: ({ queryKey }) => concernsUs(queryKey, hint) })
    }
    const open = () => {
      stream = new EventSource(addresses.live)
      stream.addEventListener('message', heard)
      stream.addEventListener('open', () => {
        if (hasGap) void cache.invalidateQueries()
        hasGap = false
      })
      stream.addEventListener('error', () => {
        hasGap = true
        if (stream.readyState !== EventSource.CLOSED) return
        // Perhaps the session is over: this call finds out, and the page says so.
        void cache.invalidateQueries({ queryKey: ['me', getMe.path] })
        timer = setTimeout(open, comeBackAfter)
      })
    }
    open()
    return () => {
      clearTimeout(timer)
      stream.close()
    }
  }, [cache])
}
