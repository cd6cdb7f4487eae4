import { Bell, BellOff, Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { Device } from '#contract/devices.ts'
import { Badge } from '#ui/Badge.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Tooltip } from '#ui/Tooltip.tsx'
import { platformWords } from './words.ts'

interface DeviceRowProps {
  device: Device
  /** Why nothing may be changed here. */
  locked: string | undefined
  busy: boolean
  onChoose: () => void
  onRemove: () => void
}

/** One phone: chosen by its radio button, removed by its bin. */
export function DeviceRow({ device, locked, busy, onChoose, onRemove }: DeviceRowProps) {
  const id = useId()
  const receives = device.push === 'ok'
  const why = locked ?? whyNotActive(device)
  const radio = (
    <input
      type="radio"
      name="push-target"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-facts ${why === undefined ? '' : `${id}-why`}`}
      checked={device.pushTarget}
      aria-disabled={why !== undefined || busy}
      onChange={() => {
        // Not `disabled`: who cannot choose it should still be able to reach it and learn why.
        if (why === undefined && !busy) onChoose()
      }}
      className="mt-0.5 size-4.5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface checked:border-[5.5px] checked:border-accent aria-disabled:not-checked:bg-hover"
    />
  )
  return (
    <div className="flex items-start gap-3 border-t border-line px-4 py-3 text-control">
      {why !== undefined && !device.pushTarget ? <Tooltip content={why}>{radio}</Tooltip> : radio}
      {why !== undefined && (
        <span id={`${id}-why`} className="sr-only">
          {why}
        </span>
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span id={`${id}-name`} className="font-medium wrap-anywhere">
            {device.name}
          </span>
          {device.pushTarget && (
            <Badge tone="success" icon={<span aria-hidden className="size-1.5 rounded-full bg-success" />}>
              Active
            </Badge>
          )}
          {device.state === 'suspended' && <Badge tone="danger">Paused</Badge>}
          {device.state === 'pending' && <Badge tone="info">Setting up</Badge>}
        </p>
        <p id={`${id}-facts`} className="flex flex-wrap items-center gap-x-1.5 text-meta text-muted">
          <span>{facts(device)}</span>
          <span aria-hidden>·</span>
          <span className={`inline-flex items-center gap-1 ${receives ? '' : 'text-warning'}`}>
            {receives ? <Bell size={12} aria-hidden /> : <BellOff size={12} aria-hidden />}
            {receives ? 'Receiving push' : 'Not receiving'}
          </span>
          <span aria-hidden>·</span>
          <span>
            last active <RelativeTime at={device.lastActiveAt} />
          </span>
        </p>
      </div>
      <IconButton
        label={`Remove ${device.name}`}
        data-remove
        tone="danger"
        icon={<Trash2 size={16} aria-hidden />}
        disabledReason={locked}
        onClick={onRemove}
      />
    </div>
  )
}

function whyNotActive({ push, state }: Device): string | undefined {
  if (state === 'suspended') return 'This phone is paused'
  if (state === 'pending') return 'This phone is still being set up'
  if (push === 'gone') return "This phone isn't receiving push: the push service doesn't know it any more"
  return push === 'ok' ? undefined : "This phone isn't receiving push"
}

function facts({ model, platform, osVersion }: Device) {
  const system = [platformWords[platform], osVersion].filter(Boolean).join(' ')
  return [model, system].filter(Boolean).join(' · ')
}
