import { canEnrol } from '../claims/can-enrol.ts'
import { issueClaim } from '../claims/issue-claim.ts'
import type { Work } from '../work.ts'
import { planPeople } from './plan.ts'
import { lockSample, standingOf } from './sample.sql.ts'

export interface SampleClaim {
  readonly name: string
  readonly email: string
  readonly adminRole: string | null
  /** For the phone that is to be theirs. */
  readonly link: string
}

/**
 * Setup codes for those made-up people whose phones are to be real ones, simulated: whoever has such a phone already is left out. None
 * before the organisation is full, and none where no phone can be enrolled.
 */
export async function issueSampleClaims(work: Work): Promise<SampleClaim[]> {
  const sample = await lockSample(work)
  if (!sample?.finishedAt || !canEnrol(work.base)) return []
  const claims: SampleClaim[] = []
  for (const { id: userId, turn, adminRole } of planPeople(work.base.tenantId, sample.begunAt)) {
    if (turn !== 'phone-to-come') continue
    const person = await standingOf(work, userId)
    // They may have been renamed, deactivated or deleted since: it is the explorer's organisation.
    if (!person || person.status === 'deactivated' || person.activeDevices > 0) continue
    const { secret } = await issueClaim(work, { userId, kind: 'screen' })
    if (secret) claims.push({ name: person.name, email: person.email, adminRole, link: secret.link })
  }
  return claims
}
