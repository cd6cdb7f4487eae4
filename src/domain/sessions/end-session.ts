import type { SessionId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { EndedWhy } from './end-every-session.ts'

export async function endSession(
  _work: Work,
  _input: { userId: UserId; sessionId: SessionId; why: EndedWhy },
): Promise<boolean> {
  throw new Error('endSession')
}
