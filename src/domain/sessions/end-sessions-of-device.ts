import type { DeviceId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { EndedWhy } from './end-every-session.ts'

export async function endSessionsOfDevice(
  _work: Work,
  _input: { deviceId: DeviceId; why: EndedWhy },
): Promise<number> {
  throw new Error('endSessionsOfDevice')
}
