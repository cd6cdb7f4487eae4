import { useState } from 'react'
import { getSettings } from '#contract/settings.ts'
import { type Deactivation, deactivateUser } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useMe } from '../../frame/me.ts'
import { labels } from '../words.ts'
import { Departure } from './Departure.tsx'
import { counted, endsNow } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const kinds: Record<Deactivation['kind'], string> = {
  suspension: 'Suspended for a while',
  offboarding: 'Has left the organisation',
  investigation: 'On hold while we investigate',
}

/** Suspends (deactivates) a user; everything but the press of the button is optional. */
export const SuspendUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const me = useMe()
  const [kind, setKind] = useState<Deactivation['kind']>('suspension')
  const [reason, setReason] = useState('')
  const [message, setMessage] = useState('')
  const [until, setUntil] = useState('')
  const [untilError, setUntilError] = useState<string>()
  const suspend = useOperationMutation(deactivateUser)
  const settings = useOperationQuery(
    getSettings,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('settings:read') },
  )
  const removeAfter = settings.data?.lifecycle.value.removeAfterDays
  const submit = () => {
    const end = until === '' ? undefined : new Date(until)
    if (end && !(end.getTime() > Date.now())) {
      setUntilError('Choose a time in the future, or leave it empty')
      return
    }
    suspend.mutate(
      {
        params: { userId: user.id },
        body: {
          kind,
          ...(reason.trim() && { reason: reason.trim() }),
          ...(message.trim() && { message: message.trim() }),
          ...(end && { until: end }),
        },
      },
      {
        onSuccess: () => {
          notify(`${user.name} is suspended`)
          onClose()
          onDone?.()
        },
      },
    )
  }
  return (
    <FormDialog
      title={`Suspend ${user.name}`}
      action={labels.suspendUser}
      tone="danger"
      pending={suspend.isPending}
      error={suspend.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Departure
        user={user}
        lists={(preview) => ({
          stops: endsNow(preview, false),
          stays: [
            [
              'Their place here',
              ...(preview.devices > 0 ? [counted(preview.devices, 'device')] : []),
              ...(preview.accounts.length > 0 ? [counted(preview.accounts.length, 'account')] : []),
              ...(preview.links > 0 ? [counted(preview.links, 'linked provider')] : []),
            ].join(', '),
          ],
          told: ['Their app says that the account is deactivated', 'Applications that hold their sessions'],
        })}
      />
      <RadioGroup
        label="Kind"
        options={{
          ...kinds,
          offboarding: {
            label: kinds.offboarding,
            ...(removeAfter && {
              description: `They are removed by themselves after ${counted(removeAfter, 'day')}, unless somebody reactivates them.`,
            }),
          },
        }}
        value={kind}
        onChange={setKind}
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
      <TextArea
        label="Message for the user"
        optional
        description="Shown in their app."
        rows={2}
        maxLength={500}
        value={message}
        onChange={setMessage}
      />
      <TextField
        label="Until"
        optional
        type="datetime-local"
        description="They are reactivated automatically then. Empty: until somebody reactivates them."
        value={until}
        error={untilError}
        onChange={(next) => {
          setUntil(next)
          setUntilError(undefined)
        }}
      />
    </FormDialog>
  )
})
