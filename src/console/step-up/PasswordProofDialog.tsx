import { useState } from 'react'
import { stepUpByPassword } from '#contract/me.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { stepUpTexts } from '../texts/step-up.ts'

interface PasswordProofDialogProps {
  /** What the proof is for. */
  reason: string
  onEnd: (proved: boolean) => void
}

/** Asks somebody without a phone for their password, and goes away once it was right. */
export function PasswordProofDialog({ reason, onEnd }: PasswordProofDialogProps) {
  const [password, setPassword] = useState('')
  const prove = useOperationMutation(stepUpByPassword)
  return (
    <FormDialog
      title={stepUpTexts.password.title}
      description={stepUpTexts.reason(reason)}
      action={stepUpTexts.password.action}
      pending={prove.isPending}
      error={prove.error}
      onClose={() => onEnd(false)}
      onSubmit={() => {
        if (password !== '')
          prove.mutate({ params: {}, body: { password } }, { onSuccess: () => onEnd(true) })
      }}
    >
      <TextField
        label={stepUpTexts.password.label}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        required
        autoFocus
      />
    </FormDialog>
  )
}
