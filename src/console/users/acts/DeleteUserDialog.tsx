import { useState } from 'react'
import { deleteUser } from '#contract/departures.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { countsTexts } from '../../texts/users/counts.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { Departure } from './Departure.tsx'
import { SuspendUserDialog } from './SuspendUserDialog.tsx'
import { endsNow, named } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.delete

/** Deletes a user of this organisation for good once their email is typed; suggests to deactivate them instead. */
export const DeleteUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const [erase, setErase] = useState(false)
  const [deactivates, setDeactivates] = useState(false)
  const remove = useOperationMutation(deleteUser, { ends: true })
  if (deactivates) return <SuspendUserDialog user={user} open onClose={onClose} />
  return (
    <ConfirmByTyping
      title={texts.title(user.name)}
      phrase={user.email}
      action={texts.action}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={(confirmation) =>
        remove.mutate(
          { params: { userId: user.id }, body: { confirmation, erase } },
          {
            onSuccess: () => {
              notify(erase ? texts.erased(user.name) : texts.done(user.name))
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
              {texts.deactivateInstead}
            </Button>
          }
        >
          {texts.whyDeactivate}
        </Notice>
      )}
      <Departure
        user={user}
        lists={(preview) => ({
          stops: [
            ...endsNow(preview, true),
            ...(preview.devices > 0 ? [countsTexts.devices(preview.devices)] : []),
            ...(preview.accounts.length > 0 ? [leavingTexts.ends.accounts(named(preview.accounts))] : []),
          ],
          stays: [
            erase ? texts.eventsErased : leavingTexts.ends.pastEvents,
            ...(preview.otherOrganisations > 0 ? [leavingTexts.ends.otherOrganisations] : []),
          ],
          told: [texts.told.applications, texts.told.app],
        })}
      />
      <Checkbox
        label={texts.erase.label}
        description={texts.erase.description}
        checked={erase}
        onChange={setErase}
      />
    </ConfirmByTyping>
  )
})
