import { type Ref, useId } from 'react'
import { controlLooks, describedBy, FieldFrame, type FieldProps } from '#ui/FieldFrame.tsx'

interface PinFieldProps extends Omit<FieldProps, 'optional' | 'labelHidden'> {
  value: string
  onChange: (value: string) => void
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

export const pinLength = 6

/** Six digits that nobody beside the person reads. */
export function PinField({ label, description, error, value, onChange, ...input }: PinFieldProps) {
  const id = useId()
  return (
    <FieldFrame id={id} {...{ label, description, error }}>
      <input
        {...input}
        id={id}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        // Password managers offer to keep what they take for a password; a PIN belongs to this phone alone.
        data-1p-ignore
        data-lpignore="true"
        maxLength={pinLength}
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, pinLength))}
        className={`${controlLooks} h-16 px-4 text-center text-digits tracking-[0.4em]`}
        {...describedBy(id, { description, error })}
      />
    </FieldFrame>
  )
}
