import type * as z from 'zod/mini'
import type { PushMessage } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function queuePush(
  _work: Work,
  _push: { deviceId: DeviceId; message: z.output<typeof PushMessage>; ttlSeconds: number; topic?: string },
): Promise<void> {
  throw new Error('queuePush')
}
