import { useRef } from 'react'

interface ProgressProps {
  /** What goes on, for screen readers. */
  label: string
  value: number
  total: number
  /** How it stands, in words: "6,231 of 10,000". */
  text: string
  /** It stands still: paused or stopped. */
  still?: boolean
}

/** How far something has come. Read out at each quarter, not at each step. */
export function Progress({ label, value, total, text, still = false }: ProgressProps) {
  const share = total === 0 ? 1 : Math.min(1, value / total)
  const quarter = Math.floor(share * 4)
  const first = useRef(quarter)
  return (
    <>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={value}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-full bg-neutral-soft"
      >
        <div
          className={`h-full origin-left rounded-full transition-transform duration-(--quick) rtl:origin-right ${still ? 'bg-line-strong' : 'bg-accent'}`}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      <p role="status" className="sr-only">
        {quarter > first.current ? `${quarter * 25} %` : ''}
      </p>
    </>
  )
}
