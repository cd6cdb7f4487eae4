import { Button } from './Button.tsx'
import type { ButtonTone } from './button-looks.ts'
import { Dialog, type DialogProps } from './Dialog.tsx'
import { dialogLooks } from './dialog-looks.ts'
import { errorMessage } from './error-message.ts'
import { Notice } from './Notice.tsx'
import { layersTexts } from './texts/layers.tsx'

export interface FormDialogProps extends Omit<DialogProps, 'pending'> {
  /** On the button: verb and noun. */
  action: string
  tone?: Extract<ButtonTone, 'primary' | 'danger'>
  pending: boolean
  error: Error | null
  /** Why it cannot be sent yet. */
  disabledReason?: string | undefined
  onSubmit: () => void
}

/** A dialog with fields and one thing to send. The error stays inside; what was entered stays too. */
export function FormDialog(props: FormDialogProps) {
  const {
    action,
    tone = 'primary',
    pending,
    error,
    disabledReason,
    onSubmit,
    onClose,
    children,
    ...dialog
  } = props
  return (
    <Dialog {...dialog} pending={pending} onClose={onClose}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) onSubmit()
        }}
      >
        {children}
        {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
        <div className={dialogLooks.actions}>
          <Button disabled={pending} onClick={onClose}>
            {layersTexts.cancel}
          </Button>
          <Button type="submit" tone={tone} pending={pending} disabledReason={disabledReason}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
