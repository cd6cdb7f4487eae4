import type { NewUser, User } from '#contract/users.ts'
import type { Work } from '../work.ts'

export async function createUser(
  _work: Work,
  _user: NewUser,
  _mail: 'smtp' | 'inbox' | 'none',
): Promise<User> {
  throw new Error('createUser')
}
