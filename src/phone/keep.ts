import { protocolVersion, verificationChallenge } from '#contract/device-messages.ts'
import { keepThisDevice } from '#contract/device-operations.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone, Verification } from './phone.ts'
import { proveTo } from './verify-person.ts'

/**
 * Says that this phone, which another one was restored in the place of, is still in use.
 *
 * @throws {Problem} `pin-wrong` with `left`, `uv-failed`, `rate-limited`, `device-suspended`
 */
export async function keepDevice(
  phone: Phone,
  enrolment: Enrolment,
  verification: Verification,
): Promise<void> {
  await callAsDevice(phone, enrolment, keepThisDevice, async (callId) => {
    const { wa, pin } = await proveTo(enrolment, verification, verificationChallenge.seed('keep', callId))
    return { params: {}, body: { v: protocolVersion, wa, pin } as const }
  })
}
