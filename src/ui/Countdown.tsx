import { useEffect, useEffectEvent, useState } from 'react'
import { fieldsTexts } from './texts/fields.ts'

interface CountdownProps {
  /** When it is over. */
  until: Date
  /** Before the time: "Expires in". */
  label: string
  /** Once, when it is over. */
  onEnd?: () => void
}

/** Minutes and seconds left. Read out at 30 and at 10 seconds only, not each second. */
export function Countdown({ until, label, onEnd }: CountdownProps) {
  const left = useSecondsLeft(until)
  const isOver = left === 0
  const end = useEffectEvent(() => onEnd?.())
  useEffect(() => {
    if (isOver) end()
  }, [isOver])
  const announced = left <= 10 ? 10 : left <= 30 ? 30 : undefined
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span aria-hidden>
        {label} {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
      </span>
      <span role="status" className="sr-only">
        {announced && !isOver && fieldsTexts.secondsLeft(label, announced)}
      </span>
    </span>
  )
}

function useSecondsLeft(until: Date) {
  const end = until.getTime()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= end) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [end])
  return Math.max(0, Math.ceil((end - now) / 1000))
}
