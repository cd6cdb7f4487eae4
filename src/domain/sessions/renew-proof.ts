import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { setProved } from './sessions.sql.ts'

/** Notes that the person proved themselves now, in a session that lives: what risky operations ask for. */
export async function renewProof(work: Work, { sessionId }: { sessionId: SessionId }): Promise<void> {
  if (!(await setProved(work, sessionId))) throw new Error('the session ended before its proof was renewed')
  work.notify('session', sessionId)
}
