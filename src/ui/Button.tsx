import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { type ButtonSize, type ButtonTone, buttonLooks } from './button-looks.ts'
import { classes } from './classes.ts'
import { Reason } from './Reason.tsx'
import { Spinner } from './Spinner.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  tone?: ButtonTone
  size?: ButtonSize
  /** Before the words; 16 px. */
  icon?: ReactNode
  /** As wide as what holds it. */
  wide?: boolean
  /** What it set off is under way: it keeps its width and its focus, and ignores presses. */
  pending?: boolean
  /** Why it does not work now. It stays reachable, says so, and ignores presses. */
  disabledReason?: string | undefined
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  tone = 'plain',
  size = 'regular',
  icon,
  wide = false,
  pending = false,
  disabledReason,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const isHeld = pending || disabledReason !== undefined
  const button = (
    <button
      type="button"
      {...rest}
      className={classes(buttonLooks(tone, size, wide), pending && 'aria-disabled:opacity-100')}
      {...(isHeld && { 'aria-disabled': true })}
      {...(pending && { 'aria-busy': true })}
      {...(disabledReason !== undefined && { 'aria-describedby': reasonId })}
      onClick={(event) => {
        // Also keeps a form from being sent: Enter in a field presses its submit button.
        if (isHeld) event.preventDefault()
        else onClick?.(event)
      }}
    >
      <span className={classes('inline-flex items-center justify-center gap-2', pending && 'vanishes-late')}>
        {icon}
        {children}
      </span>
      {pending && (
        <span className="appears-late absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  )
  if (disabledReason === undefined) return button
  return (
    <Reason id={reasonId} text={disabledReason} wide={wide}>
      {button}
    </Reason>
  )
}
