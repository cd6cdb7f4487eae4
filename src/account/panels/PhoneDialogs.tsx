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

interface PhoneDialogProps {
  device: Device
  onClose: () => void
}

export function RenameDialog({ device, onClose }: PhoneDialogProps) {
  const rename = useOperationMutation(renameOwnDevice)
  const [name, setName] = useState(device.name)
  return (
    <FormDialog
      title={`Rename ${device.name}`}
      action="Rename phone"
      pending={rename.isPending}
      error={rename.error}
      disabledReason={name.trim() ? undefined : 'Enter a name'}
      onSubmit={() =>
        rename.mutate(
          { params: { deviceId: device.id }, body: { name: name.trim() } },
          {
            onSuccess: () => {
              notify(`It is called ${name.trim()} now`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        label="Name"
        description="So that you and your administrator know which phone it is."
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
      title={`Make ${device.name} the active phone`}
      action="Make active"
      tone="primary"
      pending={choose.isPending}
      error={choose.error}
      onConfirm={() =>
        choose.mutate(
          { params: { deviceId: device.id }, body: {} },
          {
            onSuccess: () => {
              notify(`Sign-in requests go to ${device.name}`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>Your sign-in requests go there from now on. The others can still be opened to approve one.</p>
    </AlertDialog>
  )
}

export function KeepDialog({ device, onClose }: PhoneDialogProps) {
  const keep = useOperationMutation(keepOwnDevice)
  return (
    <AlertDialog
      title={`Keep ${device.name}`}
      action="Keep phone"
      tone="primary"
      pending={keep.isPending}
      error={keep.error}
      onConfirm={() =>
        keep.mutate(
          { params: { deviceId: device.id }, body: {} },
          {
            onSuccess: () => {
              notify(`${device.name} stays`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>It goes on approving your sign-ins, beside the phone that was set up from the backup.</p>
      <p>
        Keep it only if it is in your hands. If you set up no other phone, tell your IT administrator at once.
      </p>
    </AlertDialog>
  )
}

export function RemoveDialog({ device, next, onClose }: PhoneDialogProps & { next: string | undefined }) {
  const remove = useOperationMutation(removeOwnDevice)
  const [endSessions, setEndSessions] = useState(true)
  return (
    <ConfirmByTyping
      title={`Remove ${device.name}`}
      phrase={removeDevicePhrase}
      action="Remove device"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={(confirmation) =>
        remove.mutate(
          { params: { deviceId: device.id }, body: { confirmation, endSessions } },
          {
            onSuccess: () => {
              notify(`Removed ${device.name}`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Consequences
        stops={[
          `${device.name} can approve nothing any more, and resets itself`,
          ...(next ? [`Your sign-in requests go to ${next}`] : []),
        ]}
        stays={['Your other phones, your password and your accounts', 'Your backup']}
        told={['You, by email']}
      />
      <Checkbox
        label="Also end the sessions that it approved"
        checked={endSessions}
        onChange={setEndSessions}
      />
    </ConfirmByTyping>
  )
}
