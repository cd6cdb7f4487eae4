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
import { countsTexts } from '../../texts/users/counts.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { labels } from '../words.ts'
import { Departure } from './Departure.tsx'
import { endsNow } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.suspend

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
      setUntilError(texts.past)
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
          notify(texts.done(user.name))
          onClose()
          onDone?.()
        },
      },
    )
  }
  return (
    <FormDialog
      title={texts.title(user.name)}
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
              texts.place,
              ...(preview.devices > 0 ? [countsTexts.devices(preview.devices)] : []),
              ...(preview.accounts.length > 0 ? [countsTexts.accounts(preview.accounts.length)] : []),
              ...(preview.links > 0 ? [countsTexts.linkedProviders(preview.links)] : []),
            ].join(', '),
          ],
          told: [texts.told, leavingTexts.ends.applications],
        })}
      />
      <RadioGroup
        label={texts.kind}
        options={{
          ...texts.kinds,
          offboarding: {
            label: texts.kinds.offboarding,
            ...(removeAfter && {
              description: texts.removedAfter(removeAfter),
            }),
          },
        }}
        value={kind}
        onChange={setKind}
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
      <TextArea
        label={texts.message.label}
        optional
        description={texts.message.description}
        rows={2}
        maxLength={500}
        value={message}
        onChange={setMessage}
      />
      <TextField
        label={texts.until.label}
        optional
        type="datetime-local"
        description={texts.until.description}
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
