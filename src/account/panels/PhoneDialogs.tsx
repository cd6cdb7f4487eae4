import { useState } from 'react'
import { removeDevicePhrase } from '#contract/confirmation.ts'
import type { Device } from '#contract/devices.ts'
import { chooseOwnPushTarget, keepOwnDevice, removeOwnDevice, renameOwnDevice } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextField } from '#ui/TextField.tsx'
import { phoneDialogsTexts as words } from '../texts/phone-dialogs.ts'

interface PhoneDialogProps {
  device: Device
  onClose: () => void
}

export function RenameDialog({ device, onClose }: PhoneDialogProps) {
  const rename = useOperationMutation(renameOwnDevice)
  const [name, setName] = useState(device.name)
  return (
    <FormDialog
      title={words.renaming.title(device.name)}
      action={words.renaming.action}
      pending={rename.isPending}
      error={rename.error}
      disabledReason={name.trim() ? undefined : words.renaming.missing}
      onSubmit={() =>
        rename.mutate(
          { params: { deviceId: device.id }, body: { name: name.trim() } },
          {
            onSuccess: () => {
              notify(words.renaming.done(name.trim()))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        label={words.renaming.label}
        description={words.renaming.hint}
        value={name}
        onChange={setName}
        maxLength={60}
        required
        autoFocus
      />
    </FormDialog>
  )
}

export function ChooseDialog({ device, onClose }: PhoneDialogProps) {
  const choose = useOperationMutation(chooseOwnPushTarget)
  return (
    <AlertDialog
      title={words.choosing.title(device.name)}
      action={words.choosing.action}
      tone="primary"
      pending={choose.isPending}
      error={choose.error}
      onConfirm={() =>
        choose.mutate(
          { params: { deviceId: device.id }, body: {} },
          {
            onSuccess: () => {
              notify(words.choosing.done(device.name))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{words.choosing.what}</p>
    </AlertDialog>
  )
}

export function KeepDialog({ device, onClose }: PhoneDialogProps) {
  const keep = useOperationMutation(keepOwnDevice)
  return (
    <AlertDialog
      title={words.keeping.title(device.name)}
      action={words.keeping.action}
      tone="primary"
      pending={keep.isPending}
      error={keep.error}
      onConfirm={() =>
        keep.mutate(
          { params: { deviceId: device.id }, body: {} },
          {
            onSuccess: () => {
              notify(words.keeping.done(device.name))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{words.keeping.what}</p>
      <p>{words.keeping.warning}</p>
    </AlertDialog>
  )
}

export function RemoveDialog({ device, next, onClose }: PhoneDialogProps & { next: string | undefined }) {
  const remove = useOperationMutation(removeOwnDevice)
  const [endSessions, setEndSessions] = useState(true)
  return (
    <ConfirmByTyping
      title={words.removing.title(device.name)}
      phrase={removeDevicePhrase}
      action={words.removing.action}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={(confirmation) =>
        remove.mutate(
          { params: { deviceId: device.id }, body: { confirmation, endSessions } },
          {
            onSuccess: () => {
              notify(words.removing.done(device.name))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Consequences
        stops={[words.removing.stops(device.name), ...(next ? [words.removing.next(next)] : [])]}
        stays={words.removing.stays}
        told={words.removing.told}
      />
      <Checkbox label={words.removing.endSessions} checked={endSessions} onChange={setEndSessions} />
    </ConfirmByTyping>
  )
}
