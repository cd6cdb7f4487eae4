import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const tones = {
  info: { icon: Info, looks: 'bg-info-soft text-info' },
  success: { icon: CircleCheck, looks: 'bg-success-soft text-success' },
  warning: { icon: TriangleAlert, looks: 'bg-warning-soft text-warning' },
  danger: { icon: CircleAlert, looks: 'bg-danger-soft text-danger-text' },
} as const

interface NoticeProps {
  tone: NoticeTone
  title?: string
  /** Buttons at its end. */
  actions?: ReactNode
  children?: ReactNode
}

/** Something to know here. One that says `danger` is read out at once when it appears, the others in their turn. */
export function Notice({ tone, title, actions, children }: NoticeProps) {
  const { icon: Icon, looks } = tones[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classes(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-control px-3.5 py-2.5 text-control',
        looks,
      )}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1 basis-40">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-fg [&_a]:underline">{children}</div>}
      </div>
      {actions && <div className="flex max-w-full flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
