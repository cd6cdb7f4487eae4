import { useState } from 'react'
import { type Case, closeCase } from '#contract/cases.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextArea } from '#ui/TextArea.tsx'

interface CloseCaseDialogProps {
  about: Case
  onClose: () => void
  /** Once it is done, after `onClose`. */
  onDone: () => void
}

/** Asks what was found; requests that the case held back ring again afterwards. */
export function CloseCaseDialog({ about, onClose, onDone }: CloseCaseDialogProps) {
  const [note, setNote] = useState('')
  const close = useOperationMutation(closeCase, { also: ['me', 'users'] })
  return (
    <FormDialog
      title="Close the case"
      action="Close case"
      pending={close.isPending}
      error={close.error}
      disabledReason={note.trim() === '' ? 'Say what you found' : undefined}
      onClose={onClose}
      onSubmit={() =>
        close.mutate(
          { params: { caseId: about.id }, body: { note } },
          {
            onSuccess: () => {
              notify('Closed the case')
              onClose()
              onDone()
            },
          },
        )
      }
    >
      <TextArea
        label="What did you find?"
        description="Kept with the case, for whoever looks at it later."
        rows={4}
        maxLength={2000}
        required
        autoFocus
        value={note}
        onChange={setNote}
      />
      {about.kind === 'sign-in-reported' && about.pushesPausedUntil && (
        <p className="text-control text-muted">Sign-in requests ring their phone again at once.</p>
      )}
    </FormDialog>
  )
}
