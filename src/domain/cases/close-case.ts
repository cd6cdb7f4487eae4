import type { Case } from '#contract/cases.ts'
import type { CaseId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import { hasAnotherAdmin } from '../users/has-another-admin.ts'
import { holdForAct } from '../users/hold-user.ts'
import { findPushPause, resumePushes } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { describedById, markClosed, personOfCase } from './cases.sql.ts'
import { toCase } from './to-case.ts'

/**
 * Closes a case with what the administrator found; pushes that it paused go on. Nobody closes a case about themselves, unless they are
 * the only one who may: then a fresh proof is asked for.
 *
 * @throws {Problem} `case-not-found`, `case-closed`, `own-case`, `step-up-required`; `higher-rank` and others as `holdForAct`
 */
export async function closeCase(
  work: Work,
  { caseId, note }: { caseId: CaseId; note: string },
): Promise<Case> {
  const found = await personOfCase(work, caseId)
  if (!found) throw new Problem('case-not-found')
  const user = await holdForAct(work, found)
  if (work.actor.id === user.id) {
    const { id: userId, adminRole } = user
    if (await hasAnotherAdmin(work, { userId, adminRole, permission: 'cases:write' }))
      throw new Problem('own-case')
    requireStepUp(work)
  }
  // Of a user's act the id is a user's.
  const closedBy = work.actor.kind === 'user' ? (work.actor.id as UserId) : null
  if (!(await markClosed(work, { id: caseId, note, closedBy }))) throw new Problem('case-closed')
  work.notify('case', caseId)
  await record(work, 'case.closed', { userId: user.id, caseId }, { note })
  const row = await describedById(work, caseId)
  if (!row) throw new Problem('case-not-found')
  const pause = row.kind === 'sign-in-reported' ? await findPushPause(work, { userId: user.id }) : null
  if (pause?.why !== 'report') return toCase(work, row)
  await resumePushes(work, { userId: user.id, by: 'case' })
  return { ...toCase(work, row), pushesPausedUntil: null }
}
