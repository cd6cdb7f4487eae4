import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { describedBy } from './FieldFrame.tsx'
import { RadioMark } from './RadioMark.tsx'

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
          // biome-ignore lint/a11y/noLabelWithoutControl: its control is in RadioMark
          <label
            key={key}
            className={classes(
              'flex items-start gap-2.5 text-control',
              full.disabledReason !== undefined && 'text-muted',
            )}
          >
            <span className="mt-px inline-grid">
              <RadioMark
                name={id}
                checked={key === value}
                held={full.disabledReason !== undefined}
                onChoose={() => onChange(key as Value)} // a key of `options`
                {...(note && { 'aria-describedby': `${id}-${key}` })}
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
