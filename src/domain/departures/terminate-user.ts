import { confirms } from '#contract/confirmation.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { holdToEnd } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import {
  countOtherOrganisations,
  identityOf,
  markTerminationAsked,
  setTerminationAsked,
} from './departures.sql.ts'
import { holdSignIns } from './erase.sql.ts'
import { erasePerson } from './erase-person.ts'
import { endMembership } from './remove-from-organisation.ts'

/**
 * Ends an identity. Where no other organisation knows it, the user is deleted at once. Where others do, no administrator of this one may
 * decide for them: the person is removed here, and the rest is asked for: of the person, in the app, for each of the others; or the operator
 * carries it out. Asking again changes nothing.
 *
 * @param input `confirmation`: the user's email, as typed
 * @throws {Problem} as `deleteUser`
 */
export async function terminateUser(
  work: Work,
  { userId, confirmation }: { userId: UserId; confirmation: string },
): Promise<{ outcome: 'terminated' | 'asked' }> {
  await holdSignIns(work, userId)
  const { user, isLastOwner } = await holdToEnd(work, { userId })
  if (!confirms(confirmation, user.email)) throw new Problem('confirmation-mismatch')
  if (isLastOwner) throw new Problem('last-owner')
  const identityId = await identityOf(work, userId)
  const otherOrganisations = await countOtherOrganisations(work, identityId)
  if (identityId === null || otherOrganisations === 0) {
    await erasePerson(work, user, { reason: 'terminated', erase: false })
    return { outcome: 'terminated' }
  }
  if (!user.removal) await endMembership(work, { userId })
  if (!user.terminationAskedAt) {
    await markTerminationAsked(work, userId)
    await setTerminationAsked(work, identityId, work.now)
    await record(work, 'user.termination.asked', { userId, otherOrganisations })
  }
  return { outcome: 'asked' }
}
