import { useRef, useState } from 'react'
import { issueOverride } from '#contract/overrides.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { Select } from '#ui/Select.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { type OpenAct, whenOpen } from '../acts/when-open.tsx'
import { OverrideCode } from './OverrideCode.tsx'
import { usualValidity, type Validity, validities } from './override-validity.ts'

/** Administrative Override: a reason and a time, then the passcode, this once. */
export const OverrideDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const [reason, setReason] = useState('')
  const [validity, setValidity] = useState<Validity>(usualValidity)
  const field = useRef<HTMLTextAreaElement>(null)
  const issue = useOperationMutation(issueOverride)
  if (issue.data) {
    const done = () => {
      onClose()
      onDone?.()
    }
    return (
      <Dialog title={`Passcode for ${user.name}`} pending onClose={done}>
        <OverrideCode code={issue.data.code} expiresAt={issue.data.override.expiresAt} />
        <div className="flex justify-end">
          <Button tone="primary" onClick={done}>
            I've read it to them
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={`Administrative override for ${user.name}`}
      description="A passcode that signs them in once, without their phone. Be sure that it's them: call back on a number you know, or see them."
      action="Issue passcode"
      pending={issue.isPending}
      error={issue.error}
      disabledReason={reason.trim() === '' ? 'Say why first' : undefined}
      initialFocus={field}
      onSubmit={() => {
        if (reason.trim() === '') return
        issue.mutate({ params: { userId: user.id }, body: { reason, minutes: Number(validity) } })
      }}
      onClose={onClose}
    >
      <TextArea
        ref={field}
        label="Reason"
        description="For administrators only: why, and how you recognised them. Kept with the event."
        rows={2}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      <Select label="Good for" options={validities} value={validity} onChange={setValidity} />
      <p className="text-control text-muted text-pretty">
        An earlier passcode that was not used ends. {user.name} is told by email.
      </p>
    </FormDialog>
  )
})
