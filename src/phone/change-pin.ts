import { protocolVersion } from '#contract/device-messages.ts'
import { changePin as changePinOperation } from '#contract/device-operations.ts'
import { Problem } from '#contract/problem.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone } from './phone.ts'
import { pinProofOf, weaknessOfPin } from './pin.ts'

/**
 * Changes the PIN of one enrolment. The salt stays: were it new and the reply lost, neither PIN would be right.
 *
 * @throws {Problem} `pin-weak` before anybody is asked; `pin-wrong` with `left`, `rate-limited`, `device-suspended`
 */
export async function changePin(
  phone: Phone,
  enrolment: Enrolment,
  { current, next }: { current: string; next: string },
): Promise<void> {
  if (weaknessOfPin(next) !== null) throw new Problem('pin-weak')
  if (!enrolment.pinSalt) throw new Error('this enrolment has no PIN')
  const body = {
    v: protocolVersion,
    pin: await pinProofOf(current, enrolment.pinSalt),
    new: await pinProofOf(next, enrolment.pinSalt),
  } as const
  await callAsDevice(phone, enrolment, changePinOperation, () => ({ params: {}, body }))
}
