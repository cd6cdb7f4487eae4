import { useRef, useState } from 'react'
import { confirmDevice, type Device } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation } from '#ui/api.ts'
import { CodeField } from '#ui/CodeField.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'

interface ConfirmDeviceDialogProps {
  user: User
  device: Device
  onClose: () => void
  /** After `onClose`. */
  onDone: () => void
}

/**
 * Confirms a new phone by the six digits that its person reads out. They are typed, and shown nowhere here: nobody can confirm a phone
 * without having asked.
 */
export function ConfirmDeviceDialog({ user, device, onClose, onDone }: ConfirmDeviceDialogProps) {
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const confirm = useOperationMutation(confirmDevice)
  const isWrong = hasCode(confirm.error, 'confirmation-mismatch')
  const send = (shortCode: string) => {
    if (confirm.isPending || shortCode.length < 6) return
    confirm.mutate(
      { params: { userId: user.id, deviceId: device.id }, body: { shortCode } },
      {
        onSuccess: () => {
          notify(`${device.name} is confirmed`)
          onClose()
          onDone()
        },
        onError: () => field.current?.select(),
      },
    )
  }
  return (
    <FormDialog
      title={`Confirm ${device.name}`}
      description={`Call ${user.name} on a number you know, or see them in person. Ask for the six digits on the screen of their new phone.`}
      action="Confirm phone"
      pending={confirm.isPending}
      error={isWrong ? null : confirm.error}
      disabledReason={code.length < 6 ? 'Type the six digits first' : undefined}
      initialFocus={field}
      onSubmit={() => send(code)}
      onClose={onClose}
    >
      <CodeField
        ref={field}
        label="The digits that they read out"
        kind="digits"
        length={6}
        value={code}
        onChange={setCode}
        error={
          isWrong
            ? 'This phone shows other digits. Ask again; if they still differ, remove this phone: it isn’t theirs.'
            : undefined
        }
      />
    </FormDialog>
  )
}
