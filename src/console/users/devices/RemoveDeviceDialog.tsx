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
import { deviceDialogsTexts } from '../../texts/users/device-dialogs.tsx'
import { isOpen } from '../open-sessions.ts'
import { promotedAfter } from './promoted-after.ts'

const texts = deviceDialogsTexts.remove

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
export function RemoveDeviceDialog(props: RemoveDeviceDialogProps) {
  const { user, device, devices, onClose, onRemoved, onIssueCode } = props
  const isLast = devices.length === 1
  const [why, setWhy] = useState<keyof typeof texts.why.options>('removed')
  const [endSessions, setEndSessions] = useState(false)
  const [issuesCode, setIssuesCode] = useState(isLast)
  const remove = useOperationMutation(removeDevice)
  const sessions = useOperationQuery(listSessions, { params: { userId: user.id }, body: {} })
  const open = sessions.data?.items.filter(isOpen).length
  const promoted = promotedAfter(device, devices)
  return (
    <ConfirmByTyping
      title={texts.title(device.name)}
      phrase={removeDevicePhrase}
      action={texts.action}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={(confirmation) =>
        remove.mutate(
          { params: { userId: user.id, deviceId: device.id }, body: { confirmation, endSessions, why } },
          {
            onSuccess: ({ pushTarget }) => {
              notify(pushTarget ? texts.promoted(device.name, pushTarget.name) : texts.done(device.name))
              onClose()
              onRemoved()
              if (issuesCode && isLast) onIssueCode()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{texts.text(user.name, <b className="wrap-anywhere">{device.name}</b>)}</p>
      <RadioGroup
        label={texts.why.label}
        options={texts.why.options}
        value={why}
        onChange={(next) => {
          setWhy(next)
          // Whoever has the phone may have used it; it can be unticked.
          if (next === 'lost') setEndSessions(true)
        }}
      />
      <Consequences
        stops={[
          texts.stops.device(device.name),
          ...(isLast ? [texts.stops.person(user.name)] : []),
          ...(device.pushTarget && !promoted && !isLast ? [texts.stops.pushes] : []),
          ...(endSessions ? [texts.stops.sessions] : []),
          ...(why === 'lost' ? [texts.stops.codes] : []),
        ]}
        stays={[
          isLast ? texts.stays.identity : texts.stays.devices,
          ...(promoted ? [texts.stays.requests(promoted.name)] : []),
          ...(endSessions || open === 0
            ? []
            : [open === undefined ? texts.stays.someSessions : texts.stays.sessions(open)]),
        ]}
        told={[texts.told.device(device.name), deviceDialogsTexts.unregister.told.person(user.name)]}
      />
      <Checkbox
        label={texts.sessions.label}
        description={texts.sessions.description}
        checked={endSessions}
        onChange={setEndSessions}
      />
      {isLast && (
        <Checkbox
          label={texts.code.label}
          description={texts.code.description}
          checked={issuesCode}
          onChange={setIssuesCode}
        />
      )}
    </ConfirmByTyping>
  )
}
