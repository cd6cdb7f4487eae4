import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function activateAccounts(_work: Work, _input: { userId: UserId; did: string }): Promise<void> {
  throw new Error('activateAccounts')
}
