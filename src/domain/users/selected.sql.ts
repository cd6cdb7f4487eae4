import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { User, UserFilter } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { allOf, conditionsOf } from './list-users-filter.ts'
import { columns, toUser } from './users.sql.ts'

/** Newest first, as the list shows them by default. */
export async function findMatching(
  work: Work,
  filter: Omit<UserFilter, 'q'>,
  limit: number,
): Promise<UserId[]> {
  const { kind, present, rest } = conditionsOf(work, filter)
  const { rows } = await sql<{ id: UserId }>`
    select u.id from users u
    where ${allOf([sql`u.tenant_id = ${work.base.tenantId}`, kind, present, ...rest])}
    order by u.created_at desc, u.id desc limit ${limit}`.execute(work.db)
  return rows.map((row) => row.id)
}

export async function findUsers(work: Work, ids: readonly UserId[]): Promise<User[]> {
  const rows = await work.db
    .selectFrom('users')
    .select(columns)
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', sql<UserId>`any(${[...ids]}::uuid[])`)
    .execute()
  return rows.map(toUser)
}
