import type { EventData } from '#contract/events.ts'
import type { UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { dropIdentityOfNobody, leaveIdentity, retireDid } from './identities.sql.ts'

/**
 * Parts a user from the identity that their lost phone held: its DID serves nobody in this tenant any more, and their accounts wait for
 * the next one. Users of other tenants keep it. Without a DID nothing happens.
 */
export async function resetIdentity(
  work: Work,
  { userId, why }: { userId: UserId; why: EventData<'identity.did.reset'>['why'] },
): Promise<void> {
  const before = await leaveIdentity(work, userId)
  if (!before?.did) return
  await retireDid(work, before.did)
  if (before.identityId) await dropIdentityOfNobody(work, before.identityId)
  await record(work, 'identity.did.reset', { userId, why })
}
