import type { ApplicationId } from '#contract/ids.ts'
import { equalInConstantTime, sha256 } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { liveSecretHashes } from './applications.sql.ts'

/** Whether `secret` is one that the application may use now: the newest, one that was rotated a moment ago, or that of a test. */
export async function verifySecret(
  work: Work,
  { applicationId, secret }: { applicationId: ApplicationId; secret: string },
): Promise<boolean> {
  const offered = sha256(secret)
  let matches = false
  // Each is compared, also after a match.
  for (const stored of await liveSecretHashes(work, applicationId)) {
    if (equalInConstantTime(stored, offered)) matches = true
  }
  return matches
}
