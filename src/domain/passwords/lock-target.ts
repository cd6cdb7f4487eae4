import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { lockOwner, type Owner } from './passwords.sql.ts'

/**
 * The person whose password somebody acts on, with their row held.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`; `unauthenticated` or `forbidden` where whoever acts lost their standing meanwhile
 */
export async function lockTarget(work: Work, userId: UserId): Promise<Owner> {
  const owner = await lockOwner(work, userId)
  await requireStanding(work)
  if (!owner) throw new Problem('user-not-found')
  requireRank(work, owner)
  return owner
}
