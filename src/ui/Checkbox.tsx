import { Check, Minus } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { classes } from './classes.ts'

interface CheckboxProps {
  label: ReactNode
  labelHidden?: boolean
  description?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  /** Some of what it stands for is chosen, and some is not. */
  indeterminate?: boolean
  /** Why it cannot be changed now. */
  disabledReason?: string | undefined
  disabled?: boolean
}

export function Checkbox(props: CheckboxProps) {
  const {
    label,
    labelHidden = false,
    description,
    checked,
    onChange,
    indeterminate = false,
    disabledReason,
  } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  // A property only, not an attribute, and the browser clears it at each press: hence after every render.
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate
  })
  const note = disabledReason ?? description
  return (
    <label
      className={classes(
        'flex items-start gap-2.5 text-control',
        disabledReason !== undefined && 'text-muted',
      )}
    >
      <span className="relative mt-px grid size-4.5 shrink-0 place-items-center">
        {/* Larger than what is drawn: a target of 24 px. */}
        <input
          ref={input}
          type="checkbox"
          checked={checked}
          disabled={(props.disabled ?? false) || disabledReason !== undefined}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute -inset-0.75 z-10 opacity-0"
          {...(note && { 'aria-describedby': `${id}-note` })}
        />
        <span
          aria-hidden
          className={classes(
            'grid size-full place-items-center rounded-[5px] border text-accent-fg outline-offset-2 outline-focus peer-focus-visible:outline-2 peer-disabled:opacity-60',
            checked || indeterminate ? 'border-accent bg-accent' : 'border-line-strong bg-surface',
          )}
        >
          {indeterminate ? (
            <Minus size={13} strokeWidth={3} />
          ) : (
            checked && <Check size={13} strokeWidth={3} />
          )}
        </span>
      </span>
      <span className={classes('min-w-0', labelHidden && 'sr-only')}>
        {label}
        {note && (
          <span id={`${id}-note`} className="block text-meta text-muted">
            {note}
          </span>
        )}
      </span>
    </label>
  )
}
