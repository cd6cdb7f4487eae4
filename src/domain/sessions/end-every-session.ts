import type { EventData } from '#contract/events.ts'
import type { SessionId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { recordEnded } from './record-ended.ts'
import { deleteItemsOf, markEnded } from './sessions.sql.ts'

export type EndedWhy = EventData<'user.session.revoked'>['why']

/**
 * Ends every session of a person with its grants and tokens, in a few statements however many there are, and records one
 * `user.session.revoked` for each.
 *
 * @param input.except goes on: the caller's own
 */
export async function endEverySession(
  work: Work,
  input: { userId: UserId; why: EndedWhy; except?: SessionId },
): Promise<number> {
  const { userId, why, except } = input
  const ended = await markEnded(work, { userId, except }, why)
  // Nobody's session is left: tokens that carry none go as well.
  await deleteItemsOf(
    work,
    ended.map((session) => session.id),
    except ? undefined : userId,
  )
  await recordEnded(work, ended, why)
  return ended.length
}
