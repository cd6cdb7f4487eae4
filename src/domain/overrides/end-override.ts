import type { OverrideId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { lockOpenOverride, setEnded } from './overrides.sql.ts'

/**
 * Ends the open override of a person, if there is one. The caller holds the person's row, or is about to end the person.
 *
 * @returns its id; empty where there was none
 */
export async function endOverride(
  work: Work,
  { userId, why }: { userId: UserId; why: 'revoked' | 'replaced' },
): Promise<OverrideId[]> {
  const open = await lockOpenOverride(work, userId)
  if (!open || !(await setEnded(work, open.id, why))) return []
  const about = { userId, overrideId: open.id }
  if (why === 'revoked') await record(work, 'override.revoked', about)
  else await record(work, 'override.expired', { ...about, why })
  return [open.id]
}
