import { protocolVersion } from '#contract/device-messages.ts'
import { pauseOwnPushes } from '#contract/device-operations.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone } from './phone.ts'

/**
 * Lets no request ring this person's phones at one organisation for fifteen minutes. What is asked meanwhile still waits in the app.
 *
 * @returns until when, by the server's clock.
 * @throws {Problem} `device-suspended`, `user-deactivated`
 */
export async function pausePushes(phone: Phone, enrolment: Enrolment): Promise<Date> {
  const body = { v: protocolVersion } as const
  const paused = await callAsDevice(phone, enrolment, pauseOwnPushes, () => ({ params: {}, body }))
  return new Date(paused.paused_until * 1000)
}
