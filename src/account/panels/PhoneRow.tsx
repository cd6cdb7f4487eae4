import { Pencil, Smartphone } from 'lucide-react'
import type { Device } from '#contract/devices.ts'
import { sendOwnTestAlert } from '#contract/self.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { IconButton } from '#ui/IconButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { useProof } from '../frame/proof.ts'
import { dayOf, pausedWords, spaced, whyNotRinging } from './phone-words.ts'

interface PhoneRowProps {
  device: Device
  /** The only one that can answer. */
  isLast: boolean
  onRename: () => void
}

/** One phone: what it is, whether it rings, and what can be done with it. */
export function PhoneRow({ device, isLast, onRename }: PhoneRowProps) {
  const proof = useProof()
  const test = useOperationMutation(sendOwnTestAlert)
  const { id, name, model, osVersion, state, push, pushTarget, lastActiveAt, lastBackupAt } = device
  const silent = whyNotRinging(device)
  return (
    <li className="flex items-start gap-3 border-t border-line px-4 py-3">
      <Smartphone size={18} aria-hidden className="mt-1.5 shrink-0 text-muted" />
      <div className="grid min-w-0 flex-1 gap-2.5">
        <div>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium wrap-anywhere">{name}</span>
            <IconButton label={`Rename ${name}`} icon={<Pencil size={14} aria-hidden />} onClick={onRename} />
            {pushTarget && <Badge tone="success">Active</Badge>}
            {state === 'suspended' && <Badge tone="warning">Paused</Badge>}
            {state === 'pending' && <Badge tone="warning">Waits to be confirmed</Badge>}
            {silent && <Badge tone="neutral">Not receiving push</Badge>}
          </p>
          <p className="text-meta text-muted">
            {[model, osVersion].filter(Boolean).join(' · ')}
            {(model || osVersion) && ' · '}used <RelativeTime at={lastActiveAt} /> ·{' '}
            {lastBackupAt ? (
              <>
                last backup <RelativeTime at={lastBackupAt} />
              </>
            ) : (
              'no backup made with it'
            )}
          </p>
          {silent && <p className="mt-1 text-meta">{silent}</p>}
        </div>
        <PhoneNotice device={device} />
        <span className="flex flex-wrap gap-2">
          {state === 'active' && push === 'ok' && (
            <Button
              size="compact"
              aria-label={`Send a test alert to ${name}`}
              pending={test.isPending}
              onClick={() =>
                test.mutate(
                  { params: { deviceId: id }, body: {} },
                  {
                    onSuccess: () => notify(`A test alert is on its way to ${name}`),
                    onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                  },
                )
              }
            >
              Test alert
            </Button>
          )}
          {!pushTarget && state === 'active' && (
            <Button
              size="compact"
              aria-label={`Make active: ${name}`}
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
      </div>
    </li>
  )
}

/** What is not as it should be with this phone, and what to do. */
function PhoneNotice({ device }: { device: Device }) {
  const proof = useProof()
  const { id, name, state, shortCode, replaced } = device
  return (
    <>
      {state === 'pending' && (
        <Notice tone="warning">
          It can approve nothing until an administrator has confirmed it.{' '}
          {shortCode && (
            <>
              If your phone shows <strong className="tabular-nums">{spaced(shortCode)}</strong>, read these
              digits to them. If it shows others, or you set up no phone, tell them that.
            </>
          )}
        </Notice>
      )}
      {state === 'suspended' && <Notice tone="warning">{pausedWords(device)}</Notice>}
      {replaced && (
        <Notice
          tone="warning"
          actions={
            <Button size="compact" aria-label={`Keep ${name}`} onClick={() => proof.begin('keep-device', id)}>
              Keep
            </Button>
          }
        >
          Replaced? Another phone was set up from a backup on {dayOf(replaced.since)}. This one is removed on{' '}
          {dayOf(replaced.removeAt)}, unless you still use it.
        </Notice>
      )}
    </>
  )
}
