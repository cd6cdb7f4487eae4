import type { SessionId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { canBeProved } from './can-be-proved.ts'
import { setProved } from './sessions.sql.ts'

/**
 * Notes that the person proved themselves now, in a session that lives: what risky operations ask for.
 *
 * @throws {Problem} `step-up-required` in a session that cannot be proved: they sign in another way
 */
export async function renewProof(work: Work, { sessionId }: { sessionId: SessionId }): Promise<void> {
  if (!(await canBeProved(work, { sessionId }))) throw new Problem('step-up-required')
  if (!(await setProved(work, sessionId))) throw new Error('the session ended before its proof was renewed')
  work.notify('session', sessionId)
}
