import type { Application } from '#contract/applications.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { addSecret } from './add-secret.ts'
import { endSecrets, lockRow } from './applications.sql.ts'
import { keepsSecret } from './create-application.ts'
import { getApplication } from './get-application.ts'

/** Time to bring the new one to every server of the application. */
const overlapMs = 24 * 3600 * 1000

/**
 * Makes a new secret, told this once; the earlier ones end in 24 hours. Of a kind without a secret nothing changes.
 *
 * @throws {Problem} `application-not-found`; as `requireStanding`
 */
export async function rotateSecret(
  work: Work,
  { applicationId }: { applicationId: ApplicationId },
): Promise<{ application: Application; secret: string | null }> {
  const row = await lockRow(work, applicationId)
  await requireStanding(work)
  if (!row) throw new Problem('application-not-found')
  if (!keepsSecret(row.kind))
    return { application: await getApplication(work, { applicationId }), secret: null }
  await endSecrets(work, applicationId, new Date(work.now.getTime() + overlapMs))
  const { id, secret } = await addSecret(work, applicationId, { purpose: 'client', expiresAt: null })
  await record(work, 'application.secret.rotated', { applicationId, secretId: id })
  work.notify('application', applicationId)
  return { application: await getApplication(work, { applicationId }), secret }
}
