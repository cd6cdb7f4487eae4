import { useState } from 'react'
import { addOwnPasskey, beginOwnPasskey, type Passkey } from '#contract/passkeys.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { makePasskey, passkeyTrouble } from '#ui/passkey.ts'
import { TextField } from '#ui/TextField.tsx'
import { passkeysTexts as words } from '../texts/passkeys.tsx'

interface AddPasskeyDialogProps {
  /** Those that there are: the name proposed is none of theirs. */
  taken: readonly Passkey[]
  onClose: () => void
}

/** Has the browser make a passkey, and keeps it under a name. */
export function AddPasskeyDialog({ taken, onClose }: AddPasskeyDialogProps) {
  const [name, setName] = useState(() => proposeName(taken))
  const [isAsking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const begin = useOperationMutation(beginOwnPasskey)
  const add = useOperationMutation(addOwnPasskey, { also: ['me'] })
  const make = async () => {
    setFailure(null)
    setAsking(true)
    try {
      const ceremony = await begin.mutateAsync({ params: {}, body: {} })
      const credential = await makePasskey(ceremony)
      await add.mutateAsync({ params: {}, body: { ceremonyId: ceremony.id, credential, name } })
      notify(words.adding.done(name))
      onClose()
    } catch (error) {
      setFailure(error)
    } finally {
      setAsking(false)
    }
  }
  const trouble = passkeyTrouble(failure)
  return (
    <FormDialog
      title={words.adding.title}
      action={words.adding.action}
      pending={isAsking}
      error={trouble === undefined && failure instanceof Error ? failure : null}
      disabledReason={name.trim() === '' ? words.nameMissing : undefined}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <p className="text-pretty text-muted">{words.adding.next}</p>
      <TextField
        label={words.name}
        description={words.adding.nameHint}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
      />
      {trouble && <Notice tone="warning">{trouble}</Notice>}
    </FormDialog>
  )
}

/** "Passkey", "Passkey 2": what the device is called is for its person to say. */
function proposeName(taken: readonly Passkey[]): string {
  const names = new Set(taken.map(({ name }) => name))
  for (let n = 1; ; n++) {
    const name = words.adding.proposed(n)
    if (!names.has(name)) return name
  }
}
