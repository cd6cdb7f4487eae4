import type { ReactNode } from 'react'

interface EmptyStateProps {
  /** 20 px. */
  icon?: ReactNode
  title: string
  /** What it is, or when something will appear. */
  children?: ReactNode
  /** The one thing to do. */
  actions?: ReactNode
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-96 justify-items-center gap-1 px-4 py-10 text-center">
      {icon && (
        <span className="mb-2 grid size-10 place-items-center rounded-full bg-neutral-soft text-neutral">
          {icon}
        </span>
      )}
      <p className="text-body font-semibold">{title}</p>
      {children && <div className="text-control text-muted text-pretty">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
