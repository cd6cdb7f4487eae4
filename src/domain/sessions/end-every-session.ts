import type { EventData } from '#contract/events.ts'
import type { SessionId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export type EndedWhy = EventData<'user.session.revoked'>['why']

export async function endEverySession(
  _work: Work,
  _input: { userId: UserId; why: EndedWhy; except?: SessionId },
): Promise<number> {
  throw new Error('endEverySession')
}
