import type { SessionId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { EndedWhy } from './end-every-session.ts'
import { recordEnded } from './record-ended.ts'
import { deleteItemsOf, markEnded } from './sessions.sql.ts'

/** Ends one session with its grants and tokens. False when it was over, is another person's or never was. */
export async function endSession(
  work: Work,
  input: { userId: UserId; sessionId: SessionId; why: EndedWhy },
): Promise<boolean> {
  const { userId, sessionId, why } = input
  const ended = await markEnded(work, { userId, sessionId }, why)
  await deleteItemsOf(
    work,
    ended.map((session) => session.id),
  )
  await recordEnded(work, ended, why)
  return ended.length > 0
}
