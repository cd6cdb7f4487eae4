import { useEffect, useRef, useState } from 'react'
import { type Device, renameDevice } from '#contract/devices.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { TextField } from '#ui/TextField.tsx'
import { devicesTexts } from '../../texts/users/devices.tsx'

const texts = devicesTexts.rename

interface DeviceNameProps {
  userId: UserId
  device: Device
  onClose: () => void
}

/** Renames a phone in its row: Enter saves, Escape leaves the name as it was. */
export function DeviceName({ userId, device, onClose }: DeviceNameProps) {
  const [name, setName] = useState(device.name)
  const rename = useOperationMutation(renameDevice)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const to = (next: string) => ({ params: { userId, deviceId: device.id }, body: { name: next } })
  const wanted = name.trim()
  return (
    <form
      noValidate
      aria-label={texts.title(device.name)}
      className="flex min-w-0 flex-1 flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (rename.isPending || wanted === '') return
        if (wanted === device.name) return onClose()
        rename.mutate(to(wanted), {
          onSuccess: () => {
            notify(texts.done(wanted), {
              undo: () =>
                rename.mutate(to(device.name), {
                  onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                }),
            })
            onClose()
          },
        })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || rename.isPending) return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className="min-w-0 flex-1 basis-40">
        <TextField
          ref={field}
          label={texts.label}
          autoFocus
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="off"
          error={rename.error ? texts.failed(errorMessage(rename.error)) : undefined}
        />
      </div>
      <span className="flex gap-2">
        <Button
          type="submit"
          tone="primary"
          pending={rename.isPending}
          disabledReason={wanted === '' ? texts.typeName : undefined}
        >
          {texts.save}
        </Button>
        <Button disabled={rename.isPending} onClick={onClose}>
          {texts.cancel}
        </Button>
      </span>
    </form>
  )
}
