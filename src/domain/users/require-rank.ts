import { type AdminRole, rankOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'

/**
 * Nobody acts on a person of a higher rank than their own; acting on one's own rank is allowed. The system ranks as an owner.
 *
 * @throws {Problem} `higher-rank`
 */
export function requireRank(work: Work, user: { readonly adminRole: AdminRole | null }): void {
  if (rankOf(user.adminRole) > rankOf(work.actor.adminRole)) throw new Problem('higher-rank')
}
