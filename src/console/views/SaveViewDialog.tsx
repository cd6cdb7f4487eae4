import { useState } from 'react'
import { saveView } from '#contract/saved-views.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { viewsTexts } from '../texts/views.ts'

interface SaveViewDialogProps {
  /** What the list shows, as the query of its address. */
  query: string
  onClose: () => void
}

/** Asks for the name under which the list is kept as it is. */
export function SaveViewDialog({ query, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const save = useOperationMutation(saveView)
  return (
    <FormDialog
      title={viewsTexts.save}
      description={viewsTexts.description}
      action={viewsTexts.action}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => {
        const trimmed = name.trim()
        if (trimmed === '') setError(viewsTexts.enterName)
        else save.mutate({ params: {}, body: { name: trimmed, query } }, { onSuccess: onClose })
      }}
      onClose={onClose}
    >
      <TextField
        label={viewsTexts.name}
        value={name}
        error={error}
        maxLength={60}
        placeholder={viewsTexts.example}
        onChange={(next) => {
          setName(next)
          setError(undefined)
        }}
      />
    </FormDialog>
  )
}
