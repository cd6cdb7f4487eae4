import type { UserId } from '#contract/ids.ts'
import type { UserStatus } from '#contract/users.ts'
import type { Work } from '../work.ts'

/** The owner whom set-up made: the oldest one. */
export async function findFirstOwner(
  work: Work,
): Promise<{ id: UserId; name: string; email: string; status: UserStatus } | undefined> {
  return work.db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'status'])
    .where('tenantId', '=', work.base.tenantId)
    .where('adminRole', '=', 'owner')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}
