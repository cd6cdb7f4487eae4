import type { Work } from '../work.ts'
import { decide, type Verdict } from './decide.ts'
import { type FactsQuery, findFacts, holdUser } from './facts.sql.ts'

/**
 * Gathers the facts of now and decides.
 *
 * @param input `applicationId` is null for the console. With `hold`, the user's row is held until the unit ends: a deactivation that
 * comes at the same time is either seen here, or ends the session that this unit begins.
 */
export async function decideSignIn(
  work: Work,
  { hold = false, ...query }: FactsQuery & { readonly hold?: boolean },
): Promise<Verdict> {
  if (hold && query.userId) await holdUser(work, query.userId)
  return decide(await findFacts(work, query))
}
