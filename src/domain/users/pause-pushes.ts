import { pauseWithoutEnd } from '#contract/cases.ts'
import type { EventData } from '#contract/events.ts'
import type { UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { findPause, holdPause, type StoredPause, writePause } from './pauses.sql.ts'

/** While it lasts no sign-in request rings this person's phones. The open app shows them all the same. */
export type Pause = StoredPause

/** The pause that is running, or null where requests ring. */
export async function findPushPause(work: Work, { userId }: { userId: UserId }): Promise<Pause | null> {
  return running(work, await findPause(work, userId))
}

/** Until when no sign-in request is sent to this person's phones; null where they are. */
export async function pushesPausedUntil(work: Work, { userId }: { userId: UserId }): Promise<Date | null> {
  return (await findPushPause(work, { userId }))?.until ?? null
}

/**
 * Sends this person's phones no sign-in requests until then. Never shortens a pause, and one after a report stays one after a report.
 *
 * @param input.until null: until somebody ends it.
 * @returns the pause as it stands.
 */
export async function pausePushes(
  work: Work,
  { userId, until, why }: { userId: UserId; until: Date | null; why: Pause['why'] },
): Promise<Pause> {
  const before = running(work, await holdPause(work, userId))
  const wanted = until ?? pauseWithoutEnd
  const pause: Pause = {
    until: before && before.until > wanted ? before.until : wanted,
    why: before?.why === 'report' ? 'report' : why,
  }
  if (before && before.why === pause.why && before.until.getTime() === pause.until.getTime()) return before
  await writePause(work, userId, pause)
  const endless = pause.until.getTime() === pauseWithoutEnd.getTime()
  await record(work, 'user.pushes.paused', {
    userId,
    until: endless ? null : pause.until.toISOString(),
    why: pause.why,
  })
  return pause
}

/**
 * Lets sign-in requests ring this person's phones again.
 *
 * @returns whether there was a pause; of none nothing is recorded.
 */
export async function resumePushes(
  work: Work,
  { userId, by }: { userId: UserId; by: EventData<'user.pushes.resumed'>['by'] },
): Promise<boolean> {
  const before = running(work, await holdPause(work, userId))
  if (!before) return false
  await writePause(work, userId, null)
  await record(work, 'user.pushes.resumed', { userId, by })
  return true
}

const running = (work: Work, pause: Pause | null) => (pause && pause.until > work.now ? pause : null)
