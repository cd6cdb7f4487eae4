import type { Work } from '../work.ts'
import { decide, type Verdict } from './decide.ts'
import { type FactsQuery, findFacts } from './facts.sql.ts'

/** Gathers the facts of now and decides. */
export async function decideSignIn(work: Work, input: FactsQuery): Promise<Verdict> {
  return decide(await findFacts(work, input))
}
