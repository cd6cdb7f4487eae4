import { useState } from 'react'
import { removeDevicePhrase } from '#contract/confirmation.ts'
import { type Device, removeDevice } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { promotedAfter } from './promoted-after.ts'

interface RemoveDeviceDialogProps {
  user: User
  device: Device
  /** All of the user's, this one among them. */
  devices: readonly Device[]
  onClose: () => void
  /** After `onClose`. */
  onRemoved: () => void
  /** Asked for in the same dialog when it is the last one. */
  onIssueCode: () => void
}

/** Removes a device once `remove device` is typed, and says before what follows from it. */
export function RemoveDeviceDialog({
  user,
  device,
  devices,
  onClose,
  onRemoved,
  onIssueCode,
}: RemoveDeviceDialogProps) {
  const [endSessions, setEndSessions] = useState(false)
  const isLast = devices.length === 1
  const [issuesCode, setIssuesCode] = useState(isLast)
  const remove = useOperationMutation(removeDevice)
  const promoted = promotedAfter(device, devices)
  return (
    <ConfirmByTyping
      title={`Remove ${device.name}`}
      phrase={removeDevicePhrase}
      action="Remove device"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={(confirmation) =>
        remove.mutate(
          { params: { userId: user.id, deviceId: device.id }, body: { confirmation, endSessions } },
          {
            onSuccess: ({ pushTarget }) => {
              notify(
                pushTarget
                  ? `Removed ${device.name}. Requests go to ${pushTarget.name} now.`
                  : `Removed ${device.name}`,
              )
              onClose()
              onRemoved()
              if (issuesCode && isLast) onIssueCode()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        {user.name} will no longer be able to approve sign-ins with{' '}
        <b className="wrap-anywhere">{device.name}</b>.
      </p>
      <Consequences
        stops={[
          'This phone can approve nothing from now on, whoever holds it',
          ...(isLast ? [`${user.name} can't approve sign-ins until a phone is set up`] : []),
          ...(endSessions ? ['Sessions that were begun with it'] : []),
        ]}
        stays={[
          isLast ? 'Their accounts' : 'Their identity, accounts and other devices',
          ...(promoted ? [`Requests go to ${promoted.name}, which becomes the active device`] : []),
          ...(endSessions ? [] : ['Open sessions stay signed in']),
        ]}
        told={['The phone: it says so and resets']}
      />
      <Checkbox label="Also revoke open sessions" checked={endSessions} onChange={setEndSessions} />
      {isLast && (
        <Checkbox
          label="Issue a claim code afterwards"
          description="A QR code to set up their next phone, which begins a new identity."
          checked={issuesCode}
          onChange={setIssuesCode}
        />
      )}
    </ConfirmByTyping>
  )
}
