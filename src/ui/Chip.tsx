import { Check, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface ChipProps {
  /** Whether the filter is on. */
  on: boolean
  onChange: (on: boolean) => void
  children: ReactNode
}

/** A filter that is switched on and off. */
export function Chip({ on, onChange, children }: ChipProps) {
  const Icon = on ? Check : Plus
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onChange(!on)}
      className={classes(
        'inline-flex h-7 shrink-0 items-center gap-1 rounded-full border ps-2 pe-3 text-control font-medium transition-colors duration-(--quick)',
        on
          ? 'border-accent bg-accent-soft text-accent-text'
          : 'border-line-strong border-dashed text-fg hover:bg-hover',
      )}
    >
      <Icon size={14} aria-hidden className={on ? '' : 'text-muted'} />
      {children}
    </button>
  )
}
