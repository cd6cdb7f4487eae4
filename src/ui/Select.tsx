import { ChevronDown } from 'lucide-react'
import { type Ref, useId } from 'react'
import { classes } from './classes.ts'
import { controlLooks, describedBy, FieldFrame, type FieldProps } from './FieldFrame.tsx'

interface SelectProps<Value extends string> extends FieldProps {
  /** What may be chosen, in this order, and how each reads. */
  options: Readonly<Record<Value, string>>
  value: Value
  onChange: (value: Value) => void
  name?: string
  disabled?: boolean
  size?: 'regular' | 'compact'
  ref?: Ref<HTMLSelectElement>
}

/** One of a few. The browser's own list: it works by keyboard, on every phone and under any content policy. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden, description, error, optional, options, value, onChange, size, ...select } =
    props
  const id = useId()
  return (
    <FieldFrame
      id={id}
      {...{ label, description, error }}
      labelHidden={labelHidden ?? false}
      optional={optional ?? false}
    >
      <div className="relative">
        <select
          {...select}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)} // the options below are the keys
          className={classes(
            controlLooks,
            'appearance-none truncate ps-3 pe-9',
            size === 'compact' ? 'h-(--control-compact)' : 'h-(--control)',
          )}
          {...describedBy(id, { description, error })}
        >
          {Object.entries<string>(options).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          aria-hidden
          className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-muted"
        />
      </div>
    </FieldFrame>
  )
}
