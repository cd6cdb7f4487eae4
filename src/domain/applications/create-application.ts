import type { Application, NewApplication } from '#contract/applications.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { nameKey } from '../users/name-key.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { addSecret } from './add-secret.ts'
import { insertApplication } from './applications.sql.ts'
import { getApplication } from './get-application.ts'

/** Kinds that can keep a secret (RFC 6749 §2.1: confidential clients). */
export const keepsSecret = (kind: Application['kind']) => kind === 'web' || kind === 'machine'

/** Creates an application. Its secret is told this once; null for kinds that cannot keep one. */
export async function createApplication(
  work: Work,
  input: NewApplication,
): Promise<{ application: Application; secret: string | null }> {
  await requireStanding(work)
  // A new id carries its brand from here on.
  const applicationId = newId() as ApplicationId
  await insertApplication(work, {
    ...input,
    id: applicationId,
    clientId: randomToken(16),
    nameKey: nameKey(input.name),
    enabled: true,
  })
  const made = keepsSecret(input.kind)
    ? await addSecret(work, applicationId, { purpose: 'client', expiresAt: null })
    : null
  await record(work, 'application.created', { applicationId, kind: input.kind })
  work.notify('application', applicationId)
  return { application: await getApplication(work, { applicationId }), secret: made?.secret ?? null }
}
