import type { ApplicationId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import type { Tenancy, Work } from '../work.ts'
import { addSecret } from './add-secret.ts'
import { deleteTestSecrets, lockRow } from './applications.sql.ts'

/** Long enough for one sign-in with a phone, and for reading what came of it. */
const testMs = 10 * 60 * 1000

/** Where the console waits for the answer to a test sign-in. */
export const testRedirectUri = (base: Pick<Tenancy, 'baseUrl'>) => `${base.baseUrl}/admin/test-sign-in`

/**
 * Lets the console run a real sign-in against an application: for ten minutes its callback is among the redirect URIs, and a secret
 * of the run's own is accepted where the kind keeps one. An earlier run ends.
 *
 * @throws {Problem} `application-not-found`
 */
export async function beginTestSignIn(work: Work, { applicationId }: { applicationId: ApplicationId }) {
  const application = await lockRow(work, applicationId)
  if (!application) throw new Problem('application-not-found')
  const expiresAt = new Date(work.now.getTime() + testMs)
  await deleteTestSecrets(work, applicationId)
  // Its row is what says that a test runs, also for a kind that keeps no secret.
  const { secret } = await addSecret(work, applicationId, { purpose: 'test', expiresAt })
  await record(work, 'application.test.begun', { applicationId })
  work.notify('application', applicationId)
  return {
    clientId: application.clientId,
    clientSecret: application.kind === 'web' ? secret : null,
    redirectUri: testRedirectUri(work.base),
    issuer: work.base.baseUrl,
    expiresAt,
  }
}
