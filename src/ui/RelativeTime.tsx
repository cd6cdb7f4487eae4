import { useEffect, useState } from 'react'
import { ago } from './ago.ts'
import { Tooltip } from './Tooltip.tsx'

interface RelativeTimeProps {
  at: Date
  /** False in long tables, where a stop of the keyboard in every row would be in the way. */
  focusable?: boolean
}

/** "5 min ago", kept up to date; the exact instant, here and in UTC, on hover and focus. */
export function RelativeTime({ at, focusable = true }: RelativeTimeProps) {
  const now = useNow()
  return (
    <Tooltip
      content={
        <span className="grid tabular-nums">
          <span>{exact(at)}</span>
          <span>{exact(at, 'UTC')}</span>
        </span>
      }
    >
      <time
        dateTime={at.toISOString()}
        className="rounded-badge whitespace-nowrap tabular-nums"
        {...(focusable && { tabIndex: 0 })}
      >
        {ago(at, now)}
      </time>
    </Tooltip>
  )
}

/** The current time, again every half minute. */
function useNow() {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const exact = (at: Date, timeZone?: string) =>
  new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...(timeZone && { timeZone }),
  }).format(at) + (timeZone ? ` ${timeZone}` : '')
