import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { removeDevicePhrase } from '#contract/confirmation.ts'
import type { Device } from '#contract/devices.ts'
import { chooseOwnPushTarget, listOwnDevices, removeOwnDevice } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { useProof } from '../frame/proof.ts'

/** One's own phones. */
export function PhonesPanel() {
  const proof = useProof()
  const read = useOperationQuery(listOwnDevices, { params: {}, body: {} })
  const items = read.data?.items ?? []
  const active = items.filter(({ state }) => state === 'active')
  const named = items.find(({ id }) => id === proof.open?.id)
  return (
    <Card
      title="Phones"
      id="phones"
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={
        read.data && items.length === 0 && 'No phone is set up. Ask your IT administrator for a setup code.'
      }
    >
      <ul className="text-control">
        {items.map((device) => (
          <PhoneRow
            key={device.id}
            device={device}
            isLast={active.length === 1 && device.state === 'active'}
          />
        ))}
      </ul>
      {named && proof.isOpen('push-target') && <ChooseDialog device={named} onClose={proof.close} />}
      {named && proof.isOpen('remove-device') && <RemoveDialog device={named} onClose={proof.close} />}
    </Card>
  )
}

function PhoneRow({ device, isLast }: { device: Device; isLast: boolean }) {
  const proof = useProof()
  const { id, name, model, osVersion, state, push, pushTarget, lastActiveAt } = device
  return (
    <li className="flex flex-wrap items-start gap-3 border-t border-line px-4 py-3">
      <Smartphone size={18} aria-hidden className="mt-0.5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{name}</span>
          {pushTarget && <Badge tone="success">Active</Badge>}
          {state === 'suspended' && <Badge tone="warning">Paused</Badge>}
          {state === 'active' && push !== 'ok' && <Badge tone="neutral">Not receiving push</Badge>}
        </p>
        <p className="text-meta text-muted">
          {[model, osVersion].filter(Boolean).join(' · ')}
          {(model || osVersion) && ' · '}used <RelativeTime at={lastActiveAt} />
        </p>
      </div>
      <span className="flex flex-wrap gap-2">
        {!pushTarget && state === 'active' && (
          <Button
            size="compact"
            aria-label={`Make ${name} the active phone`}
            disabledReason={push === 'ok' ? undefined : 'This phone isn’t receiving push'}
            onClick={() => proof.begin('push-target', id)}
          >
            Make active
          </Button>
        )}
        <Button
          size="compact"
          aria-label={`Remove ${name}`}
          disabledReason={isLast ? 'It is your last phone: you could not sign in with one' : undefined}
          onClick={() => proof.begin('remove-device', id)}
        >
          Remove…
        </Button>
      </span>
    </li>
  )
}

function ChooseDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const choose = useOperationMutation(chooseOwnPushTarget)
  return (
    <AlertDialog
      title={`Make ${device.name} the active phone`}
      action="Make active"
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

function RemoveDialog({ device, onClose }: { device: Device; onClose: () => void }) {
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
        stops={[`${device.name} can approve nothing any more, and resets itself`]}
        stays={['Your other phones, your password and your accounts']}
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
