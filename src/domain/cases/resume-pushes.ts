import { pauseWithoutEnd } from '#contract/cases.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import { holdForAct } from '../users/hold-user.ts'
import { findPushPause, resumePushes } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { openCaseOf } from './cases.sql.ts'

/**
 * An administrator lets requests ring somebody's phone again; a case stays open. For themselves they are a person like any other.
 *
 * @throws {Problem} as `holdForAct`; of oneself as `resumeOwnPushes`
 */
export async function resumePushesOf(work: Work, { userId }: { userId: UserId }): Promise<void> {
  if (work.actor.id === userId) return resumeOwnPushes(work, { userId })
  await holdForAct(work, { userId })
  await resumePushes(work, { userId, by: 'administrator' })
}

/**
 * A person lets requests ring their phone again.
 *
 * @throws {Problem} `case-open` where the organisation wants its administrators to have looked first; `step-up-required`
 */
export async function resumeOwnPushes(work: Work, { userId }: { userId: UserId }): Promise<void> {
  requireStepUp(work)
  const pause = await findPushPause(work, { userId })
  const waits = pause?.why === 'report' && pause.until.getTime() === pauseWithoutEnd.getTime()
  if (waits && (await openCaseOf(work, { userId, kind: 'sign-in-reported' }))) throw new Problem('case-open')
  await resumePushes(work, { userId, by: 'person' })
}
