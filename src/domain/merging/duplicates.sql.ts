import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export interface DuplicateRow {
  readonly oneId: UserId
  readonly oneName: string
  readonly oneEmail: string
  readonly oneCreatedAt: Date
  readonly oneLastSignInAt: Date | null
  readonly otherId: UserId
  readonly otherName: string
  readonly otherEmail: string
  readonly otherCreatedAt: Date
  readonly otherLastSignInAt: Date | null
  /** As `likely_duplicates` numbers them, ascending. */
  readonly reasons: number[]
  readonly sameName: boolean
}

/** Pairs, the likeliest first: by their strongest reason, then by how many there are. Removed people are in no list. */
export async function findDuplicates(
  work: Work,
  { userId, newest, limit }: { userId: UserId | null; newest: number; limit: number },
): Promise<DuplicateRow[]> {
  const { tenantId } = work.base
  const { rows } = await sql<DuplicateRow>`
    select a.id as one_id, a.name as one_name, a.email as one_email, a.created_at as one_created_at,
      a.last_sign_in_at as one_last_sign_in_at,
      b.id as other_id, b.name as other_name, b.email as other_email, b.created_at as other_created_at,
      b.last_sign_in_at as other_last_sign_in_at,
      pair.reasons, a.name_key = b.name_key as same_name
    from (
      select f.one, f.other, array_agg(f.reason order by f.reason) as reasons
      from likely_duplicates(${userId}, ${newest}) f group by f.one, f.other
    ) pair
    join users a on a.tenant_id = ${tenantId} and a.id = pair.one and a.removed_at is null
    join users b on b.tenant_id = ${tenantId} and b.id = pair.other and b.removed_at is null
    order by pair.reasons[1], cardinality(pair.reasons) + (a.name_key = b.name_key)::int desc, b.id desc, a.id
    limit ${limit}`.execute(work.db)
  return rows
}
