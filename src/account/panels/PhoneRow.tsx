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
import { phonesTexts as words } from '../texts/phones.tsx'
import { dayOf, spaced, whyNotRinging, whyPaused } from './phone-words.ts'

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
            <IconButton
              label={words.row.renameThis(name)}
              icon={<Pencil size={14} aria-hidden />}
              onClick={onRename}
            />
            {pushTarget && <Badge tone="success">{words.row.active}</Badge>}
            {state === 'suspended' && <Badge tone="warning">{words.row.paused}</Badge>}
            {state === 'pending' && <Badge tone="warning">{words.row.pending}</Badge>}
            {silent && <Badge tone="neutral">{words.row.silent}</Badge>}
          </p>
          <p className="text-meta text-muted">
            {[model, osVersion].filter(Boolean).join(' · ')}
            {(model || osVersion) && ' · '}
            {words.row.used(<RelativeTime at={lastActiveAt} />)} ·{' '}
            {lastBackupAt ? words.row.backup(<RelativeTime at={lastBackupAt} />) : words.row.noBackup}
          </p>
          {silent && <p className="mt-1 text-meta">{silent}</p>}
        </div>
        <PhoneNotice device={device} />
        <span className="flex flex-wrap gap-2">
          {state === 'active' && push === 'ok' && (
            <Button
              size="compact"
              aria-label={words.row.testThis(name)}
              pending={test.isPending}
              onClick={() =>
                test.mutate(
                  { params: { deviceId: id }, body: {} },
                  {
                    onSuccess: () => notify(words.row.tested(name)),
                    onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                  },
                )
              }
            >
              {words.row.test}
            </Button>
          )}
          {!pushTarget && state === 'active' && (
            <Button
              size="compact"
              aria-label={words.row.makeThisActive(name)}
              disabledReason={push === 'ok' ? undefined : words.row.cannotRing}
              onClick={() => proof.begin('push-target', id)}
            >
              {words.row.makeActive}
            </Button>
          )}
          <Button
            size="compact"
            aria-label={words.row.removeThis(name)}
            disabledReason={isLast ? words.row.isLast : undefined}
            onClick={() => proof.begin('remove-device', id)}
          >
            {words.row.remove}
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
          {words.pending.what}{' '}
          {shortCode && words.pending.digits(<strong className="tabular-nums">{spaced(shortCode)}</strong>)}
        </Notice>
      )}
      {state === 'suspended' && <Notice tone="warning">{whyPaused(device)}</Notice>}
      {replaced && (
        <Notice
          tone="warning"
          actions={
            <Button
              size="compact"
              aria-label={words.replaced.keepThis(name)}
              onClick={() => proof.begin('keep-device', id)}
            >
              {words.replaced.keep}
            </Button>
          }
        >
          {words.replaced.what(dayOf(replaced.since), dayOf(replaced.removeAt))}
        </Notice>
      )}
    </>
  )
}
