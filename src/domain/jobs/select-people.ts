import type { UserId } from '#contract/ids.ts'
import type { BulkAct, BulkSelection } from '#contract/jobs.ts'
import { Problem } from '#contract/problem.ts'
import { findSelected } from '../users/find-selected.ts'
import type { Work } from '../work.ts'
import { permissionFor } from './acts.ts'
import { applicationExists } from './jobs.sql.ts'

const atMost = 100_000

/**
 * Whom an act would reach, for somebody who may do it.
 *
 * @throws {Problem} `forbidden`, `application-not-found`, `too-many-people`
 */
export async function selectPeople(
  work: Work,
  { act, selection }: { act: BulkAct; selection: BulkSelection },
): Promise<UserId[]> {
  if (!work.actor.permissions.has(permissionFor[act.act])) throw new Problem('forbidden')
  if (act.act === 'add-to-application' && !(await applicationExists(work, act.applicationId)))
    throw new Problem('application-not-found')
  const userIds = await findSelected(work, selection, atMost)
  if (userIds.length > atMost) throw new Problem('too-many-people')
  return userIds
}
