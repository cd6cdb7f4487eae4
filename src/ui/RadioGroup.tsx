import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { describedBy } from './FieldFrame.tsx'

export interface RadioOption {
  label: ReactNode
  description?: ReactNode
  /** Why it cannot be chosen now. */
  disabledReason?: string | undefined
}

interface RadioGroupProps<Value extends string> {
  label: string
  labelHidden?: boolean
  description?: ReactNode
  error?: ReactNode
  /** What may be chosen, in this order: a text, or more. */
  options: Readonly<Record<Value, string | RadioOption>>
  value: Value | null
  onChange: (value: Value) => void
  disabled?: boolean
}

/** One of a few, all in sight. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, labelHidden = false, description, error, options, value, onChange, disabled = false } = props
  const id = useId()
  return (
    <fieldset className="grid min-w-0 gap-2" disabled={disabled} {...describedBy(id, { description, error })}>
      <legend className={classes('mb-2 text-control font-medium', labelHidden && 'sr-only')}>{label}</legend>
      {description && (
        <p id={`${id}-description`} className="-mt-2 text-meta text-muted">
          {description}
        </p>
      )}
      {Object.entries<string | RadioOption>(options).map(([key, option]) => {
        const full: RadioOption = typeof option === 'string' ? { label: option } : option
        const note = full.disabledReason ?? full.description
        return (
          <label
            key={key}
            className={classes(
              'flex items-start gap-2.5 text-control',
              full.disabledReason !== undefined && 'text-muted',
            )}
          >
            <span className="relative mt-px grid size-4.5 shrink-0 place-items-center">
              <input
                type="radio"
                name={id}
                checked={key === value}
                disabled={full.disabledReason !== undefined}
                onChange={() => onChange(key as Value)} // a key of `options`
                className="peer absolute -inset-0.75 z-10 opacity-0"
                {...(note && { 'aria-describedby': `${id}-${key}` })}
              />
              <span
                aria-hidden
                className="size-full rounded-full border border-line-strong bg-surface outline-offset-2 outline-focus peer-checked:border-[5.5px] peer-checked:border-accent peer-focus-visible:outline-2 peer-disabled:bg-hover"
              />
            </span>
            <span className="min-w-0">
              {full.label}
              {note && (
                <span id={`${id}-${key}`} className="block text-meta text-muted">
                  {note}
                </span>
              )}
            </span>
          </label>
        )
      })}
      {error && (
        <p id={`${id}-error`} className="text-meta font-medium text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  )
}
