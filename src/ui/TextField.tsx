import { Eye, EyeOff } from 'lucide-react'
import { type HTMLAttributes, type Ref, useId, useState } from 'react'
import { classes } from './classes.ts'
import { controlLooks, describedBy, FieldFrame, type FieldProps } from './FieldFrame.tsx'
import { fieldsTexts } from './texts/fields.ts'

interface TextFieldProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  /** `password` comes with a button that shows what was typed. */
  type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'date' | 'datetime-local'
  name?: string
  placeholder?: string
  autoComplete?: string
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  maxLength?: number
  required?: boolean
  disabled?: boolean
  readOnly?: boolean
  autoFocus?: boolean
  /** For what is compared letter by letter: the monospace face, and no spelling help. */
  exact?: boolean
  onBlur?: () => void
  ref?: Ref<HTMLInputElement>
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    labelHidden,
    description,
    error,
    optional,
    value,
    onChange,
    type = 'text',
    exact,
    ...input
  } = props
  const id = useId()
  const [shown, setShown] = useState(false)
  const isSecret = type === 'password'
  const Icon = shown ? EyeOff : Eye
  return (
    <FieldFrame
      id={id}
      {...{ label, description, error }}
      labelHidden={labelHidden ?? false}
      optional={optional ?? false}
    >
      <div className="relative">
        <input
          {...input}
          id={id}
          type={isSecret && shown ? 'text' : type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={classes(controlLooks, 'h-(--control) px-3', isSecret && 'pe-11', exact && 'font-mono')}
          {...(exact && { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' })}
          {...describedBy(id, { description, error })}
        />
        {isSecret && (
          <button
            type="button"
            aria-label={shown ? fieldsTexts.hidePassword : fieldsTexts.showPassword}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 end-0 grid w-11 place-items-center rounded-control text-muted hover:text-fg"
          >
            <Icon size={16} aria-hidden />
          </button>
        )}
      </div>
    </FieldFrame>
  )
}
