import { type Kysely, sql } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { Tables } from '../../tables.ts'
import type { Ground } from '../../work.ts'
import type { Findable } from '../search-keys.ts'

interface Due {
  readonly tenantId: TenantId
  readonly userId: UserId
}

export async function findDue(
  { database }: Pick<Ground, 'database'>,
  after: Due | null,
  limit: number,
): Promise<Due[]> {
  const beyond = after ? sql`where (tenant_id, user_id) > (${after.tenantId}, ${after.userId})` : sql``
  const { rows } = await sql<Due>`
    select tenant_id, user_id from user_words_due ${beyond}
    order by tenant_id, user_id limit ${limit}`.execute(database.outside)
  return rows
}

/**
 * What those of them are called for whom nobody else is doing it. Their rows are held: somebody renamed meanwhile would be found by the old
 * name, and nobody would know.
 */
export async function lockDue(
  db: Kysely<Tables>,
  tenantId: TenantId,
  ids: readonly UserId[],
): Promise<(Findable & { id: UserId })[]> {
  const { rows } = await sql<Findable & { id: UserId }>`
    select u.id, u.first_name, u.last_name, u.email, u.mobile
    from user_words_due d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
    where d.tenant_id = ${tenantId} and d.user_id = any(${ids}::uuid[])
    order by u.id for update of d skip locked for no key update of u skip locked`.execute(db)
  return rows
}
