import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { redeemedStepUps } from './step-ups.sql.ts'

/** Whether this session's person approved on their phone, since `since`, that it is they who act. */
export async function wasSteppedUp(
  work: Work,
  { sessionId, since }: { sessionId: SessionId; since: Date },
): Promise<boolean> {
  return (await redeemedStepUps(work, { sessionId, since })) > 0
}
