import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'

interface SecretDialogProps {
  /** Whose it is. */
  name: string
  secret: string
  onClose: () => void
}

/** Shows a client secret, this once. A press beside it does not put it away. */
export function SecretDialog({ name, secret, onClose }: SecretDialogProps) {
  return (
    <Dialog title={`Client secret of ${name}`} pending onClose={onClose}>
      <Notice tone="warning" title="Copy and store it now">
        We can't show it again.
      </Notice>
      <p className="rounded-control border border-line bg-canvas px-3 py-2">
        <Copyable value={secret} what="client secret" />
      </p>
      <div className="flex justify-end">
        <Button tone="primary" onClick={onClose}>
          I've stored it
        </Button>
      </div>
    </Dialog>
  )
}
