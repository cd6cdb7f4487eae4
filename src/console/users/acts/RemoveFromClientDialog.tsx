import { useState } from 'react'
import { removeFromOrganisation } from '#contract/departures.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextArea } from '#ui/TextArea.tsx'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { labels } from '../words.ts'
import { Departure } from './Departure.tsx'
import { endsNow, named } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.remove

/** Ends the membership of this organisation; it can be undone for some days. */
export const RemoveFromClientDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const [reason, setReason] = useState('')
  const remove = useOperationMutation(removeFromOrganisation)
  return (
    <FormDialog
      title={texts.title(user.name)}
      description={texts.text}
      action={labels.removeFromClient}
      tone="danger"
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() =>
        remove.mutate(
          { params: { userId: user.id }, body: { ...(reason.trim() && { reason: reason.trim() }) } },
          {
            onSuccess: () => {
              notify(texts.done(user.name))
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
            ...(preview.devices > 0 ? [texts.devices(preview.devices)] : []),
            ...(preview.accounts.length > 0 ? [leavingTexts.ends.accounts(named(preview.accounts))] : []),
          ],
          stays: [
            texts.restoreDays(preview.restoreDays),
            leavingTexts.ends.pastEvents,
            ...(preview.otherOrganisations > 0 ? [leavingTexts.ends.otherOrganisations] : []),
          ],
          told: [texts.told, leavingTexts.ends.applications],
        })}
      />
      <TextArea
        label={leavingTexts.reason.label}
        optional
        description={leavingTexts.reason.description}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  )
})
