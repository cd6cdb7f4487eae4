import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { updateDevice } from './devices.sql.ts'
import { checkPin, macOfPin } from './pin.ts'
import { pinChangedWords } from './pin-changed-mail.ts'

/**
 * Puts another PIN in the place of one that was shown, of which its person hears by mail. Null, or the refusal to be returned: a miss has been counted.
 *
 * @param input.pin,next proofs of PINs, both by the salt that the phone keeps.
 */
export async function changePin(
  work: Work,
  { device, pin, next }: { device: KnownDevice; pin: string; next: string },
): Promise<Problem | null> {
  if (!device.pinMac) return new Problem('uv-required')
  const refused = await checkPin(work, device, pin)
  if (refused) return refused
  const { id: deviceId, userId, name } = device
  await updateDevice(work, deviceId, { pinMac: macOfPin(work, deviceId, next) })
  await record(work, 'device.pin.changed', { userId, deviceId })
  const user = await getUser(work, { userId })
  await tellPerson(work, user, pinChangedWords(work, user, name))
  return null
}
