import { confirms } from '#contract/confirmation.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { holdToEnd } from '../users/hold-user.ts'
import { requireRank } from '../users/require-rank.ts'
import type { Work } from '../work.ts'
import {
  countOtherOrganisations,
  identityOf,
  markTerminationAsked,
  orderTermination,
  setTerminationAsked,
  standingElsewhere,
} from './departures.sql.ts'
import { holdSignIns } from './erase.sql.ts'
import { erasePerson } from './erase-person.ts'
import { endMembership } from './remove-from-organisation.ts'

/**
 * Ends an identity. Where no other organisation knows it, the user is deleted at once. Where others do, no administrator of this one may
 * decide for them: the person is removed here, and the rest is asked for: of the person, in the app, for each of the others; or the operator
 * carries it out. Asking again changes nothing.
 *
 * Where one operator owns every organisation here, whoever may end the person may do so everywhere: they are deleted here at once, and
 * marked in the others, those that removed them included, each of which ends them in a unit of its own (`carryOutTermination`). Their rank and their place as a last owner
 * count over all of them, or an administrator of one organisation would end the owner of another.
 *
 * @param input `confirmation`: the user's email, as typed
 * @throws {Problem} as `deleteUser`
 */
export async function terminateUser(
  work: Work,
  input: { userId: UserId; confirmation: string; oneOperator: boolean },
): Promise<{ outcome: 'terminated' | 'asked' }> {
  const { userId, confirmation, oneOperator } = input
  await holdSignIns(work, userId)
  const { user, isLastOwner } = await holdToEnd(work, { userId })
  if (!confirms(confirmation, user.email)) throw new Problem('confirmation-mismatch')
  if (isLastOwner) throw new Problem('last-owner')
  const identityId = await identityOf(work, userId)
  if (identityId !== null && oneOperator) {
    // First, since it holds them there; a refusal undoes it.
    const ordered = await orderTermination(work, identityId)
    for (const there of await standingElsewhere(work, identityId)) {
      requireRank(work, there)
      if (there.lastOwner) throw new Problem('last-owner')
    }
    if (ordered > 0) {
      await record(work, 'user.termination.ordered', { userId, otherOrganisations: ordered })
      work.notify('termination', identityId)
    }
    await erasePerson(work, user, { reason: 'terminated', erase: false })
    return { outcome: 'terminated' }
  }
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
