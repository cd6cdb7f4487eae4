import { Bell, BellOff, BellRing, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useId, useRef, useState } from 'react'
import type { Device } from '#contract/devices.ts'
import type { UserId } from '#contract/ids.ts'
import { Badge } from '#ui/Badge.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { RadioMark } from '#ui/RadioMark.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Tooltip } from '#ui/Tooltip.tsx'
import { devicesTexts } from '../../texts/users/devices.tsx'
import { DeviceName } from './DeviceName.tsx'
import { DeviceNotice } from './DeviceNotice.tsx'
import { modelOf, verificationOf, whyNotActive, whyNotReceiving } from './device-words.ts'
import { useTestAlert } from './use-test-alert.ts'

const texts = devicesTexts.row

interface DeviceRowProps {
  userId: UserId
  device: Device
  /** Why nothing may be changed here. */
  locked: string | undefined
  busy: boolean
  onChoose: () => void
  onRemove: () => void
  onConfirm: () => void
}

/** One phone: chosen by its radio button, removed by its bin, and everything that is known of it. */
export function DeviceRow(props: DeviceRowProps) {
  const { userId, device, locked, busy, onChoose, onRemove, onConfirm } = props
  const id = useId()
  const [isRenaming, setRenaming] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const alert = useTestAlert(userId, device)
  const { name, pushTarget, state } = device
  const why = locked ?? whyNotActive(device)
  const whyQuiet = whyNotReceiving(device)
  const radio = (
    <RadioMark
      name="push-target"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-facts ${why === undefined ? '' : `${id}-why`}`}
      checked={pushTarget}
      // Not `disabled`: who cannot choose it should still be able to reach it and learn why.
      held={why !== undefined || busy}
      onChoose={onChoose}
    />
  )
  return (
    <div className="flex items-start gap-3 border-t border-line px-4 py-3 text-control">
      <span className="mt-0.5 inline-grid">
        {why !== undefined && !pushTarget ? <Tooltip content={why}>{radio}</Tooltip> : radio}
      </span>
      {why !== undefined && (
        <span id={`${id}-why`} className="sr-only">
          {why}
        </span>
      )}
      <div className="grid min-w-0 flex-1 gap-1">
        <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
          {isRenaming ? (
            <>
              <span id={`${id}-name`} className="sr-only">
                {name}
              </span>
              <DeviceName
                userId={userId}
                device={device}
                onClose={() => {
                  setRenaming(false)
                  requestAnimationFrame(() => pencil.current?.focus())
                }}
              />
            </>
          ) : (
            <>
              <p className="flex min-w-0 flex-1 basis-40 flex-wrap items-center gap-x-2 gap-y-1 py-0.5">
                <span id={`${id}-name`} className="font-medium wrap-anywhere">
                  {name}
                </span>
                {pushTarget && (
                  <Badge
                    tone="success"
                    icon={<span aria-hidden className="size-1.5 rounded-full bg-success" />}
                  >
                    {texts.active}
                  </Badge>
                )}
                {state === 'suspended' && <Badge tone="danger">{texts.paused}</Badge>}
                {state === 'pending' && <Badge tone="warning">{texts.waits}</Badge>}
                {device.replaced && <Badge tone="warning">{texts.replaced}</Badge>}
              </p>
              <span className="-me-1 flex shrink-0 gap-0.5">
                <IconButton
                  ref={pencil}
                  label={texts.rename(name)}
                  icon={<Pencil size={15} aria-hidden />}
                  disabledReason={locked}
                  onClick={() => setRenaming(true)}
                />
                <IconButton
                  label={texts.testAlert(name)}
                  icon={<BellRing size={15} aria-hidden />}
                  pending={alert.pending}
                  disabledReason={locked ?? (state === 'active' ? whyQuiet && why : why)}
                  onClick={alert.send}
                />
                <IconButton
                  label={texts.remove(name)}
                  data-remove
                  tone="danger"
                  icon={<Trash2 size={16} aria-hidden />}
                  disabledReason={locked}
                  onClick={onRemove}
                />
              </span>
            </>
          )}
        </div>
        <div id={`${id}-facts`} className="grid gap-0.5 text-meta text-muted">
          <Line>
            <span>{modelOf(device)}</span>
          </Line>
          <Line>
            <span className={`inline-flex items-start gap-1 ${whyQuiet === undefined ? '' : 'text-warning'}`}>
              {whyQuiet === undefined ? (
                <Bell size={12} aria-hidden className="mt-0.5 shrink-0" />
              ) : (
                <BellOff size={12} aria-hidden className="mt-0.5 shrink-0" />
              )}
              {whyQuiet === undefined ? texts.receiving : texts.notReceiving(whyQuiet)}
            </span>
            <span>{texts.lastActive(<RelativeTime at={device.lastActiveAt} />)}</span>
          </Line>
          <Line>
            <span>{texts.added(<RelativeTime at={device.enrolledAt} />)}</span>
            <span>{verificationOf(device)}</span>
            <span>
              {device.lastBackupAt
                ? texts.lastBackup(<RelativeTime at={device.lastBackupAt} />)
                : texts.noBackup}
            </span>
          </Line>
        </div>
        <DeviceNotice userId={userId} device={device} locked={locked} onConfirm={onConfirm} />
      </div>
    </div>
  )
}

/** Facts in a row, a dot between each two; the dots stay with the fact before them where the line wraps. */
const Line = ({ children }: { children: ReactNode }) => (
  <p className="flex flex-wrap gap-x-1.5 [&>:not(:last-child):not(:empty)]:after:ms-1.5 [&>:not(:last-child):not(:empty)]:after:content-['·'/'']">
    {children}
  </p>
)
