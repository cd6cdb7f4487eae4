import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'

/** Who acts for themselves. */
export function ownId(work: Work): UserId {
  const { kind, id } = work.actor
  if (kind !== 'user' || !id) throw new Problem('forbidden')
  // Of a session: the id of its user.
  return id as UserId
}
