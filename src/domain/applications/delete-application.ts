import { confirms } from '#contract/confirmation.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { deleteRow, lockRow } from './applications.sql.ts'

/**
 * Deletes an application with its secrets, accounts and every token that it holds.
 *
 * @param input.confirmation its name, as typed
 * @throws {Problem} `application-not-found`, `confirmation-mismatch`; as `requireStanding`
 */
export async function deleteApplication(
  work: Work,
  { applicationId, confirmation }: { applicationId: ApplicationId; confirmation: string },
): Promise<void> {
  const row = await lockRow(work, applicationId)
  await requireStanding(work)
  if (!row) throw new Problem('application-not-found')
  if (!confirms(confirmation, row.name)) throw new Problem('confirmation-mismatch')
  await deleteRow(work, applicationId, row.clientId)
  await record(work, 'application.deleted', { applicationId }, { name: row.name })
  work.notify('application', applicationId)
}
