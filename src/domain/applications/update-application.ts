import type { Application, ApplicationSettings } from '#contract/applications.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { nameKey } from '../users/name-key.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { lockRow, updateRow } from './applications.sql.ts'
import { getApplication } from './get-application.ts'

/**
 * Changes an application's settings, of the version that the caller saw. The same settings again change and record nothing.
 *
 * @throws {Problem} `application-not-found`, `version-mismatch`; as `requireStanding`
 */
export async function updateApplication(
  work: Work,
  input: { applicationId: ApplicationId; settings: ApplicationSettings; ifMatch: number },
): Promise<Application> {
  const { applicationId, settings, ifMatch } = input
  const before = await lockRow(work, applicationId)
  await requireStanding(work)
  if (!before) throw new Problem('application-not-found')
  if (before.version !== ifMatch) throw new Problem('version-mismatch')
  const names = Object.keys(settings) as (keyof ApplicationSettings)[]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(settings[name]))
  if (changed.length > 0) {
    await updateRow(work, applicationId, { ...settings, nameKey: nameKey(settings.name) })
    const changes = Object.fromEntries(
      changed.map((name) => [name, { before: before[name], after: settings[name] }]),
    )
    await record(work, 'application.updated', { applicationId, changes })
    work.notify('application', applicationId)
  }
  return getApplication(work, { applicationId })
}
