import { type Ref, useId } from 'react'
import { classes } from './classes.ts'
import { controlLooks, describedBy, FieldFrame, type FieldProps } from './FieldFrame.tsx'

interface TextAreaProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  rows?: number
  name?: string
  placeholder?: string
  maxLength?: number
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
  /** For lists of addresses and keys: the monospace face, and no spelling help. */
  exact?: boolean
  ref?: Ref<HTMLTextAreaElement>
}

export function TextArea(props: TextAreaProps) {
  const {
    label,
    labelHidden,
    description,
    error,
    optional,
    value,
    onChange,
    rows = 3,
    exact,
    ...area
  } = props
  const id = useId()
  return (
    <FieldFrame
      id={id}
      {...{ label, description, error }}
      labelHidden={labelHidden ?? false}
      optional={optional ?? false}
    >
      <textarea
        {...area}
        id={id}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={classes(controlLooks, 'resize-y px-3 py-2', exact && 'font-mono')}
        {...(exact && { spellCheck: false, autoCapitalize: 'none' })}
        {...describedBy(id, { description, error })}
      />
    </FieldFrame>
  )
}
