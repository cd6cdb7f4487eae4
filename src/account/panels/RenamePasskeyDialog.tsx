import { useState } from 'react'
import { type Passkey, renameOwnPasskey } from '#contract/passkeys.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { passkeysTexts as words } from '../texts/passkeys.tsx'

/** Another name for a passkey: it says nothing to anybody but its person. */
export function RenamePasskeyDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const [name, setName] = useState(passkey.name)
  const rename = useOperationMutation(renameOwnPasskey)
  return (
    <FormDialog
      title={words.renaming.title}
      action={words.renaming.action}
      pending={rename.isPending}
      error={rename.error}
      disabledReason={name.trim() === '' ? words.nameMissing : undefined}
      onClose={onClose}
      onSubmit={() =>
        rename.mutate({ params: { passkeyId: passkey.id }, body: { name } }, { onSuccess: onClose })
      }
    >
      <TextField
        label={words.name}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        autoFocus
      />
    </FormDialog>
  )
}
