import { protocolVersion } from '#contract/device-messages.ts'
import { getOverview } from '#contract/device-operations.ts'
import type { Result } from '#contract/operation.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone } from './phone.ts'

/** The person's phones at one organisation, and what they were asked there lately, newest first. */
export type Overview = Result<typeof getOverview>

/** @throws {Problem} `device-removed`, `device-suspended`, `user-deactivated` */
export function readOverview(phone: Phone, enrolment: Enrolment): Promise<Overview> {
  const body = { v: protocolVersion } as const
  return callAsDevice(phone, enrolment, getOverview, () => ({ params: {}, body }))
}
