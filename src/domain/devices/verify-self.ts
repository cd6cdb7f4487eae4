import type { Assertion } from '#contract/device-messages.ts'
import { verificationChallenge } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { checkPerson } from './check-person.ts'

/**
 * Whether the device's person was verified for one use of their seed, in this very call. Null, or a refusal to be returned.
 */
export async function verifySelf(
  work: Work,
  input: {
    device: KnownDevice
    callId: string
    purpose: 'grant' | 'backup'
    wa?: Assertion | undefined
    pin?: string | undefined
  },
): Promise<Problem | null> {
  const { device, callId, purpose, wa, pin } = input
  const verified = await checkPerson(work, device, { wa, pin }, verificationChallenge.seed(purpose, callId))
  return verified instanceof Problem ? verified : null
}
