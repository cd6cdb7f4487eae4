import { type Device, sendTestAlert } from '#contract/devices.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationMutation } from '#ui/api.ts'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { devicesTexts } from '../../texts/users/devices.tsx'

/** Rings a phone once: it says that alerts arrive, and asks for nothing. */
export function useTestAlert(userId: UserId, device: Device): { pending: boolean; send: () => void } {
  const alert = useOperationMutation(sendTestAlert)
  return {
    pending: alert.isPending,
    send: () =>
      alert.mutate(
        { params: { userId, deviceId: device.id }, body: {} },
        {
          onSuccess: () => notify(devicesTexts.testAlertSent(device.name)),
          onError: (error) => notify(errorMessage(error), { tone: 'error' }),
        },
      ),
  }
}
