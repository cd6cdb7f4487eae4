import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

interface SwitchProps {
  label: ReactNode
  description?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** On or off. */
export function Switch({ label, description, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId()
  return (
    <label className="flex items-start justify-between gap-4 text-control">
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {description && (
          <span id={id} className="block text-meta text-muted">
            {description}
          </span>
        )}
      </span>
      <span className="relative mt-px inline-block h-5 w-9 shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 appearance-none rounded-full bg-line-strong transition-colors duration-(--quick) checked:bg-accent disabled:opacity-50"
          {...(description && { 'aria-describedby': id })}
        />
        <span
          aria-hidden
          className={classes(
            'pointer-events-none absolute start-0.5 top-0.5 size-4 rounded-full bg-accent-fg transition-transform duration-(--quick)',
            'peer-checked:translate-x-4 rtl:peer-checked:-translate-x-4',
          )}
        />
      </span>
    </label>
  )
}
