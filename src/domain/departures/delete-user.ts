import { confirms } from '#contract/confirmation.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { holdToEnd, holdUser } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { holdSignIns } from './erase.sql.ts'
import { erasePerson } from './erase-person.ts'

/**
 * Deletes a user in this organisation for good. Past events stay readable until their retention ends, and later ones know only the id;
 * `erase` makes the past ones anonymous now.
 *
 * @param input `confirmation`: the user's email, as typed
 * @throws {Problem} `user-not-found` (also the second time), `higher-rank`, `cannot-deactivate-self`, `confirmation-mismatch`, `last-owner`
 */
export async function deleteUser(
  work: Work,
  { userId, confirmation, erase }: { userId: UserId; confirmation: string; erase: boolean },
): Promise<void> {
  await holdSignIns(work, userId)
  const { user, isLastOwner } = await holdToEnd(work, { userId })
  if (!confirms(confirmation, user.email)) throw new Problem('confirmation-mismatch')
  if (isLastOwner) throw new Problem('last-owner')
  await erasePerson(work, user, { reason: 'deleted', erase })
}

/** The grace of a removal is over: the record goes. Nothing happens to somebody who was restored, or whose time has not come. */
export async function purgeRemoved(work: Work, { userId }: { userId: UserId }): Promise<void> {
  const user = await holdUser(work, { userId })
  if (!user?.removal || user.removal.purgeAt > work.now) return
  await erasePerson(work, user, { reason: 'removed', erase: false })
}
