import { protocolVersion } from '#contract/device-messages.ts'
import { endOwnSessionsEverywhere } from '#contract/device-operations.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone } from './phone.ts'

/**
 * Signs the person out everywhere at one organisation: who had got in is out again.
 *
 * @returns how many sessions that ended.
 * @throws {Problem} `device-suspended`
 */
export async function endSessions(phone: Phone, enrolment: Enrolment): Promise<number> {
  const body = { v: protocolVersion } as const
  return (await callAsDevice(phone, enrolment, endOwnSessionsEverywhere, () => ({ params: {}, body }))).ended
}
