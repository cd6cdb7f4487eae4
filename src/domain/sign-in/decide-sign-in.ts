import type { Work } from '../work.ts'
import { decide, type Verdict } from './decide.ts'
import { type FactsQuery, findFacts } from './facts.sql.ts'

/**
 * Gathers the facts of now and decides.
 *
 * @param input `applicationId` is null for the console. With `hold`, the user's row is held until the unit ends: a deactivation that
 * comes at the same time is either seen here, or ends the session that this unit begins.
 */
export async function decideSignIn(work: Work, input: FactsQuery): Promise<Verdict> {
  return decide(await findFacts(work, input))
}
