import type { AccountId, ApplicationId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function ensureAccount(
  _work: Work,
  _input: { userId: UserId; applicationId: ApplicationId },
): Promise<{ id: AccountId; subject: string; status: 'invited' | 'active' }> {
  throw new Error('ensureAccount')
}
