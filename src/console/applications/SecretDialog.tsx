import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { applicationSecretsTexts } from '../texts/application-secrets.tsx'

interface SecretDialogProps {
  /** Whose it is. */
  name: string
  secret: string
  onClose: () => void
}

/** Shows a client secret, this once. A press beside it does not put it away. */
export function SecretDialog({ name, secret, onClose }: SecretDialogProps) {
  return (
    <Dialog title={applicationSecretsTexts.secretOf(name)} pending onClose={onClose}>
      <Notice tone="warning" title={applicationSecretsTexts.copyNow}>
        {applicationSecretsTexts.onlyOnce}
      </Notice>
      <p className="rounded-control border border-line bg-canvas px-3 py-2">
        <Copyable value={secret} what={applicationSecretsTexts.secret} />
      </p>
      <div className="flex justify-end">
        <Button tone="primary" onClick={onClose}>
          {applicationSecretsTexts.stored}
        </Button>
      </div>
    </Dialog>
  )
}
