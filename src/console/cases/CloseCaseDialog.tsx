import { useState } from 'react'
import { type Case, closeCase } from '#contract/cases.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextArea } from '#ui/TextArea.tsx'
import { casesTexts } from '../texts/cases.tsx'

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
      title={casesTexts.close.title}
      action={casesTexts.close.action}
      pending={close.isPending}
      error={close.error}
      disabledReason={note.trim() === '' ? casesTexts.close.missing : undefined}
      onClose={onClose}
      onSubmit={() =>
        close.mutate(
          { params: { caseId: about.id }, body: { note } },
          {
            onSuccess: () => {
              notify(casesTexts.close.done)
              onClose()
              onDone()
            },
          },
        )
      }
    >
      <TextArea
        label={casesTexts.close.label}
        description={casesTexts.close.description}
        rows={4}
        maxLength={2000}
        required
        autoFocus
        value={note}
        onChange={setNote}
      />
      {about.kind === 'sign-in-reported' && about.pushesPausedUntil && (
        <p className="text-control text-muted">{casesTexts.close.ring}</p>
      )}
    </FormDialog>
  )
}
