import { confirms } from '#contract/confirmation.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { endSessionsOfTenant } from './tenant-sessions.sql.ts'

/**
 * For an incident: ends every session of the organisation with its tokens, so that everybody signs in anew. One event for all: the
 * sessions themselves say when and why they ended.
 *
 * @param input.keepCurrent the caller's own goes on
 * @throws {Problem} `confirmation-mismatch` unless the organisation's name was typed; as `requireStanding`
 */
export async function revokeEverySession(
  work: Work,
  { keepCurrent, confirmation }: { keepCurrent: boolean; confirmation: string },
): Promise<number> {
  if (!confirms(confirmation, work.base.name)) throw new Problem('confirmation-mismatch')
  await requireStanding(work)
  const own = keepCurrent ? (work.actor.session?.id ?? null) : null
  const ended = await endSessionsOfTenant(work, own)
  await record(work, 'tenant.sessions.revoked', { ended })
  return ended
}
