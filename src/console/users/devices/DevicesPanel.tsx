import { QrCode } from 'lucide-react'
import { useState } from 'react'
import { choosePushTarget, type Device, listDevices } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { useMe } from '../../frame/me.ts'
import { whyNotOn } from '../../frame/why-not.ts'
import { devicesTexts } from '../../texts/users/devices.tsx'
import { focusPanel } from '../focus-panel.ts'
import { whyNotInvite, whyNotLostPhone, whyNotUnregister } from '../why-not-user.ts'
import { labels } from '../words.ts'
import { ConfirmDeviceDialog } from './ConfirmDeviceDialog.tsx'
import { DeviceRow } from './DeviceRow.tsx'
import { RemoveDeviceDialog } from './RemoveDeviceDialog.tsx'
import { type IssuedCode, SetupCode } from './SetupCode.tsx'
import { UnregisterDialog } from './UnregisterDialog.tsx'

const texts = devicesTexts.panel

/** What this panel has open by itself. */
export type DevicesLayer = 'code' | 'unregister'

interface DevicesPanelProps {
  user: User
  /** Stands in the address, so that a menu elsewhere can ask for it. */
  layer: DevicesLayer | null
  onLayer: (layer: DevicesLayer | null) => void
  onLostPhone: () => void
}

/** The phones that approve for this user: which one is asked, which are reached, and how another one comes in. */
export function DevicesPanel({ user, layer, onLayer, onLostPhone }: DevicesPanelProps) {
  const me = useMe()
  const read = useOperationQuery(listDevices, { params: { userId: user.id }, body: {} })
  const choose = useOperationMutation(choosePushTarget)
  const [removing, setRemoving] = useState<Device | null>(null)
  const [confirming, setConfirming] = useState<Device | null>(null)
  const [round, setRound] = useState(0)
  const [issued, setIssued] = useState<IssuedCode | null>(null)
  const devices = read.data?.items ?? []
  const locked = whyNotOn(me, 'devices:write', user)
  const isIssuing = layer === 'code'
  /** Another one, also where an earlier one still stands. */
  const issueAnew = (code: IssuedCode | null) => {
    setIssued(code)
    setRound(round + 1)
    onLayer('code')
  }
  const issue = (
    <Button
      size="compact"
      icon={<QrCode size={15} aria-hidden />}
      disabledReason={whyNotInvite(me, user, 'screen')}
      onClick={() => issueAnew(null)}
    >
      {texts.issueCode}
    </Button>
  )
  const makeActive = (device: Device) => {
    const before = devices.find((other) => other.pushTarget)
    const input = (chosen: Device) => ({ params: { userId: user.id, deviceId: chosen.id }, body: {} })
    const onError = (error: Error) => notify(errorMessage(error), { tone: 'error' })
    choose.mutate(input(device), {
      onSuccess: () =>
        notify(texts.active(device.name), {
          ...(before && { undo: () => choose.mutate(input(before), { onError }) }),
        }),
      onError,
    })
  }
  return (
    <Card
      title={texts.title}
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
          <legend className="sr-only">{texts.legend}</legend>
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              userId={user.id}
              device={device}
              locked={locked}
              busy={choose.isPending}
              onChoose={() => makeActive(device)}
              onRemove={() => setRemoving(device)}
              onConfirm={() => setConfirming(device)}
            />
          ))}
        </fieldset>
      ) : (
        !isIssuing && <NoDevices user={user} />
      )}
      {isIssuing && read.data && (
        <div className="px-4 pb-3">
          <SetupCode
            key={round}
            user={user}
            issued={issued}
            onClose={() => {
              setIssued(null)
              onLayer(null)
              focusPanel('devices')
            }}
            onUnregister={() => onLayer('unregister')}
          />
        </div>
      )}
      {read.data && (
        <div className="flex flex-wrap gap-2 border-t border-line px-4 pt-3 pb-2.5">
          <Button size="compact" disabledReason={whyNotLostPhone(me, user)} onClick={onLostPhone}>
            {labels.lostPhone}
          </Button>
          <Button
            size="compact"
            disabledReason={whyNotUnregister(me, user)}
            onClick={() => onLayer('unregister')}
          >
            {labels.unregisterAll}
          </Button>
        </div>
      )}
      {removing && (
        <RemoveDeviceDialog
          user={user}
          device={removing}
          devices={devices}
          onClose={() => setRemoving(null)}
          onRemoved={() => focusPanel('devices', '[data-remove]')}
          onIssueCode={() => issueAnew(null)}
        />
      )}
      {confirming && (
        <ConfirmDeviceDialog
          user={user}
          device={confirming}
          onClose={() => setConfirming(null)}
          onDone={() => focusPanel('devices', '[data-remove]')}
        />
      )}
      {layer === 'unregister' && read.data && whyNotUnregister(me, user) === undefined && (
        <UnregisterDialog
          user={user}
          devices={devices}
          onClose={() => onLayer(null)}
          onDone={(secret) => {
            if (secret) issueAnew({ secret, purpose: 'reset' })
            else focusPanel('devices')
          }}
        />
      )}
    </Card>
  )
}

const NoDevices = ({ user }: { user: User }) => (
  <p className="px-4 pb-3 text-control text-muted text-pretty">{texts.none(user.name, user.did !== null)}</p>
)
