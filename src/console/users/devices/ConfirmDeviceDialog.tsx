import { useRef, useState } from 'react'
import { confirmDevice, type Device } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation } from '#ui/api.ts'
import { CodeField } from '#ui/CodeField.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { useMe } from '../../frame/me.ts'
import { deviceDialogsTexts } from '../../texts/users/device-dialogs.tsx'

const texts = deviceDialogsTexts.confirm

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
  const me = useMe()
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
          notify(texts.done(device.name))
          onClose()
          onDone()
        },
        onError: () => field.current?.select(),
      },
    )
  }
  return (
    <FormDialog
      title={texts.title(device.name)}
      description={user.id === me.user.id ? texts.own : texts.how(user.name)}
      action={texts.action}
      pending={confirm.isPending}
      error={isWrong ? null : confirm.error}
      disabledReason={code.length < 6 ? texts.typeFirst : undefined}
      initialFocus={field}
      onSubmit={() => send(code)}
      onClose={onClose}
    >
      <CodeField
        ref={field}
        label={texts.digits}
        kind="digits"
        length={6}
        value={code}
        onChange={setCode}
        error={isWrong ? texts.wrong : undefined}
      />
    </FormDialog>
  )
}
