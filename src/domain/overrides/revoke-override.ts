import type { OverrideId, UserId } from '#contract/ids.ts'
import type { Override } from '#contract/overrides.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { findOverride, setEnded } from './overrides.sql.ts'

/**
 * Withdraws an override. One that has ended already stays as it ended.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `override-not-found`; as `requireStanding`
 */
export async function revokeOverride(
  work: Work,
  { userId, overrideId }: { userId: UserId; overrideId: OverrideId },
): Promise<Override> {
  await holdForAct(work, { userId })
  const override = await findOverride(work, userId, overrideId)
  if (!override) throw new Problem('override-not-found')
  if (override.state !== 'open' || !(await setEnded(work, overrideId, 'revoked'))) return override
  await record(work, 'override.revoked', { userId, overrideId })
  return { ...override, state: 'revoked' }
}
