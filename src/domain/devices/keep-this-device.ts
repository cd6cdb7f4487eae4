import { type Assertion, verificationChallenge } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { requireActive } from './answering-device.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { checkPerson } from './check-person.ts'
import { lockDevice } from './devices.sql.ts'
import { markKept } from './keep-device.ts'

/** Said on the phone itself, by its verified person. Null, or a refusal to be returned: a miss has been counted. */
export async function keepThisDevice(
  work: Work,
  input: { device: KnownDevice; callId: string; wa?: Assertion | undefined; pin?: string | undefined },
): Promise<Problem | null> {
  const { device, callId, wa, pin } = input
  const verified = await checkPerson(work, device, { wa, pin }, verificationChallenge.seed('keep', callId))
  if (verified instanceof Problem) return verified
  const held = await lockDevice(work, device.id)
  if (!held) throw new Problem('device-removed')
  requireActive(held)
  await markKept(work, held, 'person')
  return null
}
