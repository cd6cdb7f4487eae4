import type { EventData } from '#contract/events.ts'
import type { SessionId, UserId } from '#contract/ids.ts'
import { recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'

type EndedWhy = EventData<'user.session.revoked'>['why']

/** One event and one notice for each session that ended; the events in one statement. */
export async function recordEnded(
  work: Work,
  ended: readonly { id: SessionId; userId: UserId }[],
  why: EndedWhy,
): Promise<void> {
  await recordAll(
    work,
    ended.map(({ id: sessionId, userId }) => ({
      type: 'user.session.revoked',
      data: { userId, sessionId, why },
    })),
  )
  for (const { id } of ended) work.notify('session', id)
}
