import { useRef, useState } from 'react'
import type { ClaimSecret } from '#contract/claims.ts'
import { unregisterAllPhrase } from '#contract/confirmation.ts'
import { type Device, unregisterAllDevices } from '#contract/devices.ts'
import { listSessions } from '#contract/sessions.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { TextArea } from '#ui/TextArea.tsx'
import { countsTexts } from '../../texts/users/counts.ts'
import { deviceDialogsTexts } from '../../texts/users/device-dialogs.tsx'
import { named } from '../acts/use-departure.ts'
import { isOpen } from '../open-sessions.ts'

const texts = deviceDialogsTexts.unregister

interface UnregisterDialogProps {
  user: User
  devices: readonly Device[]
  onClose: () => void
  /** After `onClose`; with the code for the next phone, where one could be issued. */
  onDone: (secret: ClaimSecret | null) => void
}

/** Unregister All Devices, once its phrase is typed: every phone goes, the DID is reset, and a claim code stands ready. */
export function UnregisterDialog({ user, devices, onClose, onDone }: UnregisterDialogProps) {
  const [reason, setReason] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const unregister = useOperationMutation(unregisterAllDevices)
  const sessions = useOperationQuery(listSessions, { params: { userId: user.id }, body: {} })
  const open = sessions.data?.items.filter(isOpen).length
  return (
    <ConfirmByTyping
      title={texts.title(user.name)}
      phrase={unregisterAllPhrase}
      action={texts.action}
      pending={unregister.isPending}
      error={unregister.error}
      disabledReason={reason.trim() === '' ? texts.sayWhy : undefined}
      initialFocus={field}
      onConfirm={(confirmation) =>
        unregister.mutate(
          { params: { userId: user.id }, body: { confirmation, reason } },
          {
            onSuccess: ({ removed, secret }) => {
              notify(removed > 0 ? texts.done(removed) : texts.reset(user.name))
              onClose()
              onDone(secret)
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{texts.text}</p>
      <Consequences
        stops={[
          devices.length > 0
            ? texts.stops.devices(named(devices.map(({ name }) => name)), devices.length)
            : texts.stops.codes,
          texts.stops.backups,
          texts.stops.accounts,
          ...(open === undefined ? [texts.stops.sessions] : open > 0 ? [countsTexts.openSessions(open)] : []),
        ]}
        stays={[
          texts.stays.record,
          ...(user.passkeys > 0 ? [texts.stays.passkeys(user.passkeys)] : []),
          texts.stays.elsewhere,
        ]}
        told={[
          ...(devices.length > 0 ? [texts.told.devices(devices.length)] : []),
          texts.told.person(user.name),
        ]}
      />
      <TextArea
        ref={field}
        label={texts.reason.label}
        description={texts.reason.description}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
    </ConfirmByTyping>
  )
}
