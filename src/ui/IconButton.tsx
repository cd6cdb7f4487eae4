import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import type { ButtonSize, ButtonTone } from './button-looks.ts'
import { classes } from './classes.ts'
import { Reason } from './Reason.tsx'
import { Spinner } from './Spinner.tsx'
import { Tooltip } from './Tooltip.tsx'

const looks: Record<ButtonTone, string> = {
  plain: 'border border-line-strong/45 bg-surface text-fg',
  primary: 'bg-accent text-accent-fg',
  danger: 'text-danger-text enabled:hover:bg-danger-soft',
  quiet: 'text-muted enabled:hover:text-fg',
}

interface IconButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style' | 'aria-label' | 'children'> {
  /** Its name, with the object where there are several: "Remove Pixel 9". Shown as a tooltip. */
  label: string
  /** 16 px. */
  icon: ReactNode
  tone?: ButtonTone
  size?: ButtonSize
  pending?: boolean
  /** Why it does not work now; it stays reachable. */
  disabledReason?: string | undefined
  ref?: Ref<HTMLButtonElement>
}

export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon,
    tone = 'quiet',
    size = 'compact',
    pending = false,
    disabledReason,
    onClick,
    ...rest
  } = props
  const reasonId = useId()
  const isHeld = pending || disabledReason !== undefined
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={classes(
        'inline-grid shrink-0 place-items-center rounded-control transition-colors duration-(--quick) data-popup-open:bg-hover',
        'disabled:opacity-50 aria-disabled:opacity-50',
        !isHeld && tone !== 'primary' && tone !== 'danger' && 'enabled:hover:bg-hover',
        size === 'compact' ? 'size-(--control-compact)' : 'size-(--control)',
        looks[tone],
      )}
      {...(isHeld && { 'aria-disabled': true })}
      {...(pending && { 'aria-busy': true })}
      {...(disabledReason !== undefined && { 'aria-describedby': reasonId })}
      onClick={(event) => {
        if (isHeld) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {pending ? <Spinner /> : icon}
    </button>
  )
  if (disabledReason !== undefined) {
    return (
      <Reason id={reasonId} text={disabledReason}>
        {button}
      </Reason>
    )
  }
  return <Tooltip content={label}>{button}</Tooltip>
}
