import { useState } from 'react'
import { removeFromOrganisation } from '#contract/departures.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextArea } from '#ui/TextArea.tsx'
import { labels } from '../words.ts'
import { Departure } from './Departure.tsx'
import { counted, endsNow, named } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Ends the membership of this organisation; it can be undone for some days. */
export const RemoveFromClientDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const [reason, setReason] = useState('')
  const remove = useOperationMutation(removeFromOrganisation)
  return (
    <FormDialog
      title={`Remove ${user.name}`}
      description="Leaves this organisation only. Other organisations keep their account and devices."
      action={labels.removeFromClient}
      tone="danger"
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() =>
        remove.mutate(
          { params: { userId: user.id }, body: { ...(reason.trim() && { reason: reason.trim() }) } },
          {
            onSuccess: () => {
              notify(`${user.name} is removed`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Departure
        user={user}
        lists={(preview) => ({
          stops: [
            ...endsNow(preview, false),
            ...(preview.devices > 0
              ? [`${counted(preview.devices, 'device')}: each is told, and forgets the account`]
              : []),
            ...(preview.accounts.length > 0 ? [`Their accounts in ${named(preview.accounts)}`] : []),
          ],
          stays: [
            `Everything else about them for ${counted(preview.restoreDays, 'day')}: until then they can be restored`,
            'Past events',
            ...(preview.otherOrganisations > 0 ? ['Their place in other organisations'] : []),
          ],
          told: [
            'This organisation disappears from their app, with a notice',
            'Applications that hold their sessions',
          ],
        })}
      />
      <TextArea
        label="Reason"
        optional
        description="For administrators only. Kept with the event."
        rows={2}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  )
})
