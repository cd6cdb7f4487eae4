import { QrCode } from 'lucide-react'
import { useState } from 'react'
import { choosePushTarget, type Device, listDevices } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { useMe } from '../frame/me.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { DeviceRow } from './DeviceRow.tsx'
import { focusPanel } from './focus-panel.ts'
import { RemoveDeviceDialog } from './RemoveDeviceDialog.tsx'
import { SetupCode } from './SetupCode.tsx'
import { whyNotInvite } from './why-not-user.ts'

interface DevicesPanelProps {
  user: User
  /** Whether a setup code is being issued or shown: stands in the address, so that a menu elsewhere can ask for it. */
  isIssuing: boolean
  onIssuing: (on: boolean) => void
}

/** The phones that approve for this user: which one is asked, which are reached, and how another one comes in. */
export function DevicesPanel({ user, isIssuing, onIssuing }: DevicesPanelProps) {
  const me = useMe()
  const read = useOperationQuery(listDevices, { params: { userId: user.id }, body: {} })
  const choose = useOperationMutation(choosePushTarget)
  const [removing, setRemoving] = useState<Device | null>(null)
  const [round, setRound] = useState(0)
  const devices = read.data?.items ?? []
  const locked = whyNotOn(me, 'devices:write', user)
  const issue = (
    <Button
      size="compact"
      icon={<QrCode size={15} aria-hidden />}
      disabledReason={whyNotInvite(me, user, { kind: 'screen', hasPhone: devices.length > 0 })}
      onClick={() => onIssuing(true)}
    >
      Issue claim code
    </Button>
  )
  const makeActive = (device: Device) => {
    const before = devices.find((other) => other.pushTarget)
    const input = (chosen: Device) => ({ params: { userId: user.id, deviceId: chosen.id }, body: {} })
    const onError = (error: Error) => notify(errorMessage(error), { tone: 'error' })
    choose.mutate(input(device), {
      onSuccess: () =>
        notify(`Requests go to ${device.name} now`, {
          ...(before && { undo: () => choose.mutate(input(before), { onError }) }),
        }),
      onError,
    })
  }
  return (
    <Card
      title="Devices"
      id="devices"
      trailing={devices.length > 0 && devices.length}
      flush
      actions={read.data && !isIssuing && issue}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
    >
      {devices.length > 0 ? (
        <fieldset>
          <legend className="sr-only">Active device: sign-in requests are sent to it</legend>
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              locked={locked}
              busy={choose.isPending}
              onChoose={() => makeActive(device)}
              onRemove={() => setRemoving(device)}
            />
          ))}
        </fieldset>
      ) : (
        !isIssuing && (
          <p className="px-4 pb-3 text-control text-muted">
            No devices. {user.name} can't approve sign-ins until a phone is set up.
          </p>
        )
      )}
      {isIssuing && read.data && (
        <SetupCode key={round} user={user} devices={devices} onClose={() => onIssuing(false)} />
      )}
      {removing && (
        <RemoveDeviceDialog
          user={user}
          device={removing}
          devices={devices}
          onClose={() => setRemoving(null)}
          onRemoved={() => focusPanel('devices', '[data-remove]')}
          onIssueCode={() => {
            // Another one, also where the one that enrolled the removed phone still stands.
            setRound(round + 1)
            onIssuing(true)
          }}
        />
      )}
    </Card>
  )
}
