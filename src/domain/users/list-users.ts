import type { Result } from '#contract/operation.ts'
import type { listUsers as operation, UserQuery } from '#contract/users.ts'
import type { Work } from '../work.ts'

export async function listUsers(_work: Work, _query: UserQuery): Promise<Result<typeof operation>> {
  throw new Error('listUsers')
}
