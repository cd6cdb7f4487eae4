import { useState } from 'react'
import { removeDevicePhrase } from '#contract/confirmation.ts'
import { type Device, removeDevice } from '#contract/devices.ts'
import { listSessions } from '#contract/sessions.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { counted } from '../acts/use-departure.ts'
import { isOpen } from '../open-sessions.ts'
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

const reasons = {
  removed: 'It is not used any more',
  lost: {
    label: 'It was lost or stolen',
    description:
      'From then on only a claim code of yours restores a backup: email and SMS may arrive on that phone.',
  },
} as const

/** Removes a device once `remove device` is typed, and says before what follows from it. */
export function RemoveDeviceDialog(props: RemoveDeviceDialogProps) {
  const { user, device, devices, onClose, onRemoved, onIssueCode } = props
  const isLast = devices.length === 1
  const [why, setWhy] = useState<keyof typeof reasons>('removed')
  const [endSessions, setEndSessions] = useState(false)
  const [issuesCode, setIssuesCode] = useState(isLast)
  const remove = useOperationMutation(removeDevice)
  const sessions = useOperationQuery(listSessions, { params: { userId: user.id }, body: {} })
  const open = sessions.data?.items.filter(isOpen).length
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
          { params: { userId: user.id, deviceId: device.id }, body: { confirmation, endSessions, why } },
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
      <RadioGroup
        label="Why?"
        options={reasons}
        value={why}
        onChange={(next) => {
          setWhy(next)
          // Whoever has the phone may have used it; it can be unticked.
          if (next === 'lost') setEndSessions(true)
        }}
      />
      <Consequences
        stops={[
          `${device.name} can approve nothing from now on, whoever holds it`,
          ...(isLast ? [`${user.name} can't approve sign-ins until a phone is set up`] : []),
          ...(device.pushTarget && !promoted && !isLast
            ? ['Pushes: no other phone receives them, so they scan a QR code to sign in']
            : []),
          ...(endSessions ? ['Sessions that were begun with it'] : []),
          ...(why === 'lost' ? ['Restoring a backup by a code in an email or SMS'] : []),
        ]}
        stays={[
          isLast
            ? 'Their identity and accounts: a backup restores them on the next phone'
            : 'Their identity, accounts and other devices',
          ...(promoted ? [`Requests go to ${promoted.name}, which becomes the active device`] : []),
          ...(endSessions || open === 0
            ? []
            : [
                open === undefined
                  ? 'Open sessions stay signed in'
                  : `${counted(open, 'open session')} ${open === 1 ? 'stays' : 'stay'} signed in`,
              ]),
        ]}
        told={[`${device.name}: it says so and resets`, `${user.name}, by email`]}
      />
      <Checkbox
        label="Also revoke open sessions"
        description="Those that were begun with this phone."
        checked={endSessions}
        onChange={setEndSessions}
      />
      {isLast && (
        <Checkbox
          label="Issue a claim code"
          description="A QR code for their next phone, which restores their backup with it. Without a backup, use Unregister All Devices."
          checked={issuesCode}
          onChange={setIssuesCode}
        />
      )}
    </ConfirmByTyping>
  )
}
