import { type Ref, useId, useState } from 'react'
import { classes } from './classes.ts'
import { controlLooks, describedBy, FieldFrame, type FieldProps } from './FieldFrame.tsx'

interface NumberFieldProps extends FieldProps {
  /** Null while the field is empty or holds no whole number. */
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  /** After the field: minutes, days. */
  unit?: string
  name?: string
  disabled?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A whole number. A text input with a numeric keypad: the native number input swallows letters and scrolls away values. */
export function NumberField(props: NumberFieldProps) {
  const { label, labelHidden, description, error, optional, value, onChange, unit, min, max, ...input } =
    props
  const id = useId()
  const [text, setText] = useState(value === null ? '' : String(value))
  const shown = toNumber(text) === value ? text : value === null ? '' : String(value)
  return (
    <FieldFrame
      id={id}
      {...{ label, description, error }}
      labelHidden={labelHidden ?? false}
      optional={optional ?? false}
    >
      <div className="flex items-center gap-2">
        <input
          {...input}
          id={id}
          inputMode="numeric"
          value={shown}
          onChange={(event) => {
            setText(event.target.value)
            onChange(toNumber(event.target.value))
          }}
          onBlur={() => {
            if (value === null) return
            const kept = Math.min(Math.max(value, min ?? value), max ?? value)
            setText(String(kept))
            if (kept !== value) onChange(kept)
          }}
          className={classes(controlLooks, 'h-(--control) max-w-28 px-3 tabular-nums')}
          {...describedBy(id, { description, error })}
        />
        {unit && <span className="text-control text-muted">{unit}</span>}
      </div>
    </FieldFrame>
  )
}

const toNumber = (text: string) => (/^\s*\d+\s*$/.test(text) ? Number(text) : null)
