import { protocolVersion } from '#contract/device-messages.ts'
import { leaveOrganisation } from '#contract/device-operations.ts'
import { Problem } from '#contract/problem.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone } from './phone.ts'
import { wipe } from './wipe.ts'

/** Delete Account: the organisation removes this device, then the phone forgets it. Answers how many enrolments remain. */
export async function leave(phone: Phone, enrolment: Enrolment): Promise<number> {
  try {
    await callAsDevice(phone, enrolment, leaveOrganisation, () => ({
      params: {},
      body: { v: protocolVersion } as const,
    }))
  } catch (error) {
    // Removed meanwhile, or by a call whose reply was lost: what was wanted is so.
    if (!(error instanceof Problem) || error.code !== 'device-removed') throw error
  }
  return wipe(phone, enrolment.deviceId)
}
