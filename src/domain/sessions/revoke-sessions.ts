import type { SessionId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { endEverySession } from './end-every-session.ts'
import { endSession } from './end-session.ts'

/**
 * An administrator ends one session of a person.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`; `session-not-found` also where it is over already
 */
export async function revokeSession(
  work: Work,
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
): Promise<void> {
  await holdForAct(work, { userId })
  if (!(await endSession(work, { userId, sessionId, why: 'administrator' })))
    throw new Problem('session-not-found')
}

/**
 * An administrator ends every session of a person, and is told how many there were.
 *
 * @param input.keepCurrent the caller's own goes on
 * @throws {Problem} `user-not-found`, `higher-rank`
 */
export async function revokeAllSessions(
  work: Work,
  { userId, keepCurrent }: { userId: UserId; keepCurrent: boolean },
): Promise<number> {
  await holdForAct(work, { userId })
  const own = keepCurrent ? work.actor.session?.id : undefined
  return endEverySession(work, { userId, why: 'administrator', ...(own && { except: own }) })
}
