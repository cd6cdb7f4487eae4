import type { Application } from '#contract/applications.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { type ApplicationRow, belongingsOf, findRow } from './applications.sql.ts'

/** @throws {Problem} `application-not-found` */
export async function getApplication(
  work: Work,
  { applicationId }: { applicationId: ApplicationId },
): Promise<Application> {
  const row = await findRow(work, applicationId)
  if (!row) throw new Problem('application-not-found')
  const [application] = await describe(work, [row])
  if (!application) throw new Problem('application-not-found')
  return application
}

/** Adds what is not in the row itself. */
export async function describe(work: Work, rows: readonly ApplicationRow[]): Promise<Application[]> {
  const belongings = await belongingsOf(
    work,
    rows.map((row) => row.id),
  )
  return rows.map(({ nameKey: _nameKey, ...row }) => ({
    ...row,
    issuer: work.base.baseUrl,
    ...(belongings.get(row.id) ?? { secrets: [], accounts: 0 }),
  }))
}
