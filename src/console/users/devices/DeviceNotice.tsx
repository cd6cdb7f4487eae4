import { type Device, keepDevice, resumeDevice } from '#contract/devices.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { clockTime } from '../../frame/clock-time.ts'
import { devicesTexts } from '../../texts/users/devices.tsx'
import { pausedWords } from './device-words.ts'

const texts = devicesTexts.notice

interface DeviceNoticeProps {
  userId: UserId
  device: Device
  /** Why nothing may be changed here. */
  locked: string | undefined
  onConfirm: () => void
}

/** What is not as it should be with this phone, and what to do: it waits, it is paused, or another one may have taken its place. */
export function DeviceNotice({ userId, device, locked, onConfirm }: DeviceNoticeProps) {
  const keep = useOperationMutation(keepDevice)
  const resume = useOperationMutation(resumeDevice)
  const { name, state, replaced } = device
  return (
    <>
      {state === 'pending' && (
        <Notice
          tone="warning"
          actions={
            <Button size="compact" disabledReason={locked} onClick={onConfirm}>
              {texts.compare}
            </Button>
          }
        >
          {texts.waits}
        </Notice>
      )}
      {state === 'suspended' && (
        <Notice
          tone="danger"
          actions={
            <Button
              size="compact"
              pending={resume.isPending}
              disabledReason={locked}
              onClick={() =>
                resume.mutate(
                  { params: { userId, deviceId: device.id }, body: {} },
                  {
                    onSuccess: () => notify(texts.resumed(name)),
                    onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                  },
                )
              }
            >
              {texts.resume}
            </Button>
          }
        >
          {pausedWords(device)}
        </Notice>
      )}
      {replaced && (
        <Notice
          tone="warning"
          actions={
            <Button
              size="compact"
              pending={keep.isPending}
              disabledReason={locked}
              onClick={() =>
                keep.mutate(
                  { params: { userId, deviceId: device.id }, body: {} },
                  {
                    onSuccess: () => notify(texts.stays(name)),
                    onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                  },
                )
              }
            >
              {texts.inUse}
            </Button>
          }
        >
          {texts.replaced(clockTime(replaced.since), clockTime(replaced.removeAt))}
        </Notice>
      )}
    </>
  )
}
