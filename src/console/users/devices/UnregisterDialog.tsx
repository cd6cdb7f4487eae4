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
import { counted, named } from '../acts/use-departure.ts'
import { isOpen } from '../open-sessions.ts'

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
      title={`Unregister all devices of ${user.name}`}
      phrase={unregisterAllPhrase}
      action="Unregister All Devices"
      pending={unregister.isPending}
      error={unregister.error}
      disabledReason={reason.trim() === '' ? 'Say why first' : undefined}
      initialFocus={field}
      onConfirm={(confirmation) =>
        unregister.mutate(
          { params: { userId: user.id }, body: { confirmation, reason } },
          {
            onSuccess: ({ removed, secret }) => {
              notify(
                removed > 0
                  ? `Unregistered ${counted(removed, 'device')}`
                  : `The identity of ${user.name} is reset`,
              )
              onClose()
              onDone(secret)
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>Their identity (DID) is reset, here and in all their accounts; backups made before stop working.</p>
      <Consequences
        stops={[
          devices.length > 0
            ? `${named(devices.map(({ name }) => name))}: ${devices.length === 1 ? 'it' : 'they'} can approve nothing from now on, whoever holds ${devices.length === 1 ? 'it' : 'them'}`
            : 'Setup codes issued before',
          'Restoring a backup made before',
          'Their accounts in applications, until they have set up a phone again',
          ...(open === undefined ? ['Open sessions'] : open > 0 ? [counted(open, 'open session')] : []),
        ]}
        stays={[
          'Their record, role, password, passkeys and linked providers',
          'Their phones in other organisations',
        ]}
        told={[
          ...(devices.length > 0
            ? [`${devices.length === 1 ? 'The phone' : 'The phones'}: removed from the account, and reset`]
            : []),
          `${user.name}, by email`,
        ]}
      />
      <TextArea
        ref={field}
        label="Reason"
        description="For administrators only. Kept with the event."
        rows={2}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
    </ConfirmByTyping>
  )
}
