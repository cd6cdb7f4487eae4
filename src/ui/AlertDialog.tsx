import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import type { ReactNode, RefObject } from 'react'
import { Button } from './Button.tsx'
import type { ButtonTone } from './button-looks.ts'
import { dialogLooks } from './dialog-looks.ts'
import { errorMessage } from './error-message.ts'
import { Notice } from './Notice.tsx'
import { layersTexts } from './texts/layers.tsx'

export interface AlertDialogProps {
  title: string
  /** On the button: verb and noun. */
  action: string
  tone?: Extract<ButtonTone, 'primary' | 'danger'>
  pending: boolean
  error: Error | null
  /** While true the button cannot be pressed. */
  disabled?: boolean
  disabledReason?: string | undefined
  onConfirm: () => void
  onClose: () => void
  initialFocus?: RefObject<HTMLElement | null>
  children?: ReactNode
}

/**
 * Asks before an act that stings: two buttons, the verb on the second. A press beside it does nothing, and while the act runs it cannot
 * be closed. What goes wrong is said inside.
 */
export function AlertDialog(props: AlertDialogProps) {
  const {
    title,
    action,
    tone = 'danger',
    pending,
    error,
    disabled = false,
    disabledReason,
    onConfirm,
    onClose,
  } = props
  return (
    <Base.Root open onOpenChange={(open) => open || pending || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialogLooks.backdrop} />
        <Base.Viewport className={dialogLooks.viewport}>
          <Base.Popup
            className={dialogLooks.popup('regular')}
            {...(props.initialFocus && { initialFocus: props.initialFocus })}
          >
            <form
              noValidate
              className="grid gap-4"
              onSubmit={(event) => {
                event.preventDefault()
                if (!pending && !disabled && disabledReason === undefined) onConfirm()
              }}
            >
              <Base.Title className={dialogLooks.headline}>{title}</Base.Title>
              {props.children && (
                <Base.Description render={<div className="grid gap-4" />}>{props.children}</Base.Description>
              )}
              {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
              <div className={dialogLooks.actions}>
                <Button disabled={pending} onClick={onClose}>
                  {layersTexts.cancel}
                </Button>
                <Button
                  type="submit"
                  tone={tone}
                  pending={pending}
                  disabled={disabled}
                  disabledReason={disabledReason}
                >
                  {action}
                </Button>
              </div>
            </form>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
