import { useState } from 'react'
import { deleteUser } from '#contract/departures.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { Departure } from './Departure.tsx'
import { SuspendUserDialog } from './SuspendUserDialog.tsx'
import { counted, endsNow, named } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Deletes a user of this organisation for good once their email is typed; suggests to deactivate them instead. */
export const DeleteUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const [erase, setErase] = useState(false)
  const [deactivates, setDeactivates] = useState(false)
  const remove = useOperationMutation(deleteUser, { ends: true })
  if (deactivates) return <SuspendUserDialog user={user} open onClose={onClose} />
  return (
    <ConfirmByTyping
      title={`Delete ${user.name}`}
      phrase={user.email}
      action="Delete user"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={(confirmation) =>
        remove.mutate(
          { params: { userId: user.id }, body: { confirmation, erase } },
          {
            onSuccess: () => {
              notify(erase ? `${user.name} is deleted and erased` : `${user.name} is deleted`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      {user.status !== 'deactivated' && (
        <Notice
          tone="info"
          actions={
            <Button size="compact" onClick={() => setDeactivates(true)}>
              Deactivate instead
            </Button>
          }
        >
          Unless the law asks for a deletion, deactivate: it stops the same things and can be undone.
        </Notice>
      )}
      <Departure
        user={user}
        lists={(preview) => ({
          stops: [
            ...endsNow(preview, true),
            ...(preview.devices > 0 ? [counted(preview.devices, 'device')] : []),
            ...(preview.accounts.length > 0 ? [`Their accounts in ${named(preview.accounts)}`] : []),
          ],
          stays: [
            erase
              ? 'Past events, without names, addresses or places: nobody can be read from them'
              : 'Past events',
            ...(preview.otherOrganisations > 0 ? ['Their place in other organisations'] : []),
          ],
          told: [
            'Applications are told to delete their copy (user.deleted)',
            'This organisation disappears from their app',
          ],
        })}
      />
      <Checkbox
        label="Also erase their personal data in past events"
        description="Destroys the key that seals it: for a legal erasure. Can't be undone, and investigations lose it too."
        checked={erase}
        onChange={setErase}
      />
    </ConfirmByTyping>
  )
})
