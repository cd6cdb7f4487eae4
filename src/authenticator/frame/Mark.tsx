import type { LucideIcon } from 'lucide-react'

const tones = {
  accent: 'bg-accent-soft text-accent-text',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger-text',
} as const

/** A screen's picture: only decoration. */
export function Mark({ icon: Icon, tone = 'accent' }: { icon: LucideIcon; tone?: keyof typeof tones }) {
  return (
    <span aria-hidden className={`grid size-16 place-items-center rounded-dialog ${tones[tone]}`}>
      <Icon size={32} strokeWidth={1.75} />
    </span>
  )
}
