import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { acrOf } from './sessions.sql.ts'

/** How a session began, by the class of the strongest that was shown; undefined where there is none. */
export const findAcr = (work: Work, { sessionId }: { sessionId: SessionId }): Promise<string | undefined> =>
  acrOf(work, sessionId)
