import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { isEnded } from './sessions.sql.ts'

/** Whether a session was ended, by whomever, up to this statement: the one that a call came in by may end while the call waits. */
export function hasEnded(work: Work, { sessionId }: { sessionId: SessionId }): Promise<boolean> {
  return isEnded(work, sessionId)
}
