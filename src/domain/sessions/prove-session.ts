import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { setProved } from './sessions.sql.ts'

/** Notes that the person of this session proved themselves now. False when the session is over. */
export function proveSession(work: Work, { sessionId }: { sessionId: SessionId }): Promise<boolean> {
  return setProved(work, sessionId)
}
