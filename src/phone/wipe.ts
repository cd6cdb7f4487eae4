import type { DeviceId } from '#contract/ids.ts'
import type { Phone } from './phone.ts'

/**
 * Forgets an enrolment: key, salt, names; and the identity with it when no other enrolment of it is left.
 *
 * @returns how many enrolments remain: at none the app is back at its welcome screen.
 */
export async function wipe(phone: Phone, deviceId: DeviceId): Promise<number> {
  const enrolment = await phone.store.findEnrolment(deviceId)
  await phone.store.deleteEnrolment(deviceId)
  const left = await phone.store.listEnrolments()
  // Of this identity only: another may have just been made for an enrolment that is still to be stored.
  if (enrolment && !left.some(({ did }) => did === enrolment.did))
    await phone.store.deleteIdentity(enrolment.did)
  return left.length
}

/** Forgets everything on this phone. The organisations are not told: their devices stay until they are removed there. */
export async function resetPhone(phone: Phone): Promise<void> {
  for (const { deviceId } of await phone.store.listEnrolments()) await phone.store.deleteEnrolment(deviceId)
  for (const { did } of await phone.store.listIdentities()) await phone.store.deleteIdentity(did)
}
