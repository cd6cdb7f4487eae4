import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type BadgeTone = 'neutral' | 'success' | 'info' | 'warning' | 'danger'

const tones: Record<BadgeTone, string> = {
  neutral: 'bg-neutral-soft text-neutral',
  success: 'bg-success-soft text-success',
  info: 'bg-info-soft text-info',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger-text',
}

/** A state in a word. The word says it; the colour helps. */
export function Badge({ tone, icon, children }: { tone: BadgeTone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded-badge px-1.5 py-0.5 text-meta font-medium whitespace-nowrap in-data-[density=roomy]:wrap-anywhere in-data-[density=roomy]:whitespace-normal',
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}
