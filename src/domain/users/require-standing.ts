import type { UserId } from '#contract/ids.ts'
import { rankOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import { hasEnded } from '../sessions/has-ended.ts'
import type { Work } from '../work.ts'

/**
 * Whoever acts was let in a moment ago, and may have been deactivated, demoted or signed out since: a grave act asks again, inside its unit
 * and after its locks. Whoever is not a user (a device, the system) passes.
 *
 * @throws {Problem} `unauthenticated` when they are active no more or their session was ended, `forbidden` when they rank lower than they did
 */
export async function requireStanding(work: Work): Promise<void> {
  const { kind, id, adminRole, session } = work.actor
  if (kind !== 'user' || !id) return
  const [row, isOver] = await Promise.all([
    work.db
      .selectFrom('users')
      .select(['status', 'adminRole'])
      .where('tenantId', '=', work.base.tenantId)
      // An actor of this kind is a user: its id says so.
      .where('id', '=', id as UserId)
      .executeTakeFirst(),
    session && hasEnded(work, { sessionId: session.id }),
  ])
  if (row?.status !== 'active' || isOver) throw new Problem('unauthenticated')
  if (rankOf(row.adminRole) < rankOf(adminRole)) throw new Problem('forbidden')
}
