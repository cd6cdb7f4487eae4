import { protocolVersion } from '#contract/device-messages.ts'
import { askTestAlert } from '#contract/device-operations.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone } from './phone.ts'

/**
 * Has the organisation ring this phone once, to see that alerts arrive. Fulfils when it is on its way, not when it has arrived.
 *
 * @throws {Problem} `device-not-receiving`, `rate-limited`, `device-suspended`
 */
export async function sendTestAlert(phone: Phone, enrolment: Enrolment): Promise<void> {
  const body = { v: protocolVersion } as const
  await callAsDevice(phone, enrolment, askTestAlert, () => ({ params: {}, body }))
}
