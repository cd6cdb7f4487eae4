import type { ClaimPurpose } from '#contract/claims.ts'
import { Problem } from '#contract/problem.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { canEnrol } from '../claims/can-enrol.ts'
import { openClaim } from '../claims/open-claim.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { insertEnrolment } from './enrolments.sql.ts'
import { unixSeconds } from './signed.ts'

/** From looking at a claim to the proofs. */
const lifetimeSeconds = 600

/**
 * Looks at a claim for a phone, which shows the organisation and asks its person. The claim is not spent; looking twice gives two
 * enrolments, of which the first to finish wins.
 *
 * @throws {Problem} `claim-invalid`, `claim-locked`, `claim-guarded`, `needs-https`
 */
export async function openEnrolment(
  work: Work,
  { claim, guard }: { claim: string; guard?: string | undefined },
): Promise<{
  eid: string
  nonce: string
  iss: string
  org: { name: string; logo: null }
  user_hint: string
  purpose: ClaimPurpose
  uv: ('wa' | 'pin')[]
  exp: number
}> {
  // Keys are bound to the address; over http anybody on the way could put their own in.
  if (!canEnrol(work.base)) throw new Problem('needs-https')
  const { claimId, userId, purpose } = await openClaim(work, { claim, guard })
  const user = await getUser(work, { userId })
  const eid = newId(work.now)
  const nonce = randomToken()
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
  await insertEnrolment(work, { id: eid, claimId, claimHash: sha256(claim), nonce, expiresAt })
  return {
    eid,
    nonce,
    iss: work.base.baseUrl,
    org: { name: work.base.name, logo: null },
    user_hint: hintOf(user.email),
    purpose,
    uv: ['wa', 'pin'],
    exp: unixSeconds(expiresAt),
  }
}

/** Enough for the person to know it is theirs, little for a stranger who found the code: "am…@northwind.example". */
export function hintOf(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, Math.min(2, at))}…${email.slice(at)}`
}
