import type { ApplicationId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function verifySecret(
  _work: Work,
  _input: { applicationId: ApplicationId; secret: string },
): Promise<boolean> {
  throw new Error('verifySecret')
}
