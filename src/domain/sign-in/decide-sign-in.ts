import type { ApplicationId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { decide, type Purpose, type Verdict } from './decide.ts'
import { findFacts } from './facts.sql.ts'

/**
 * Gathers the facts of now and decides.
 *
 * @param input `applicationId` is null for the console. With `hold`, the user's row is held until the unit ends: a deactivation that
 * comes at the same time is either seen here, or ends the session that this unit begins.
 */
export async function decideSignIn(
  work: Work,
  input: { userId: UserId | null; applicationId: ApplicationId | null; purpose: Purpose; hold?: boolean },
): Promise<Verdict> {
  return decide(await findFacts(work, input))
}
