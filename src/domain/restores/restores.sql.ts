import type { Selectable, Updateable } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import { later } from '#platform/later.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export type RestoreRow = Selectable<Tables['restores']>

export async function insertRestore(
  work: Work,
  row: Pick<RestoreRow, 'id' | 'did' | 'nonce' | 'expiresAt'>,
): Promise<void> {
  await work.db
    .insertInto('restores')
    .values({ ...row, tenantId: work.base.tenantId, createdAt: work.now })
    .execute()
}

export function restoreById(work: Work, id: string): Promise<RestoreRow | undefined> {
  return work.db
    .selectFrom('restores')
    .selectAll()
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** One that is in time, held until the unit ends: its steps come one after the other. */
export function lockRestore(work: Work, id: string): Promise<RestoreRow | undefined> {
  return work.db
    .selectFrom('restores')
    .selectAll()
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('expiresAt', '>', work.now)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateRestore(
  work: Work,
  id: string,
  set: Updateable<Tables['restores']>,
): Promise<void> {
  await work.db
    .updateTable('restores')
    .set(set)
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Whose identity a backup is in this organisation; undefined where it is nobody's any more. */
export function personOf(work: Work, did: string) {
  return work.db
    .selectFrom('users')
    .select([
      'id',
      'firstName',
      'name',
      'email',
      'personalEmail',
      'mobile',
      'status',
      'restoreByClaim',
      'removedAt',
    ])
    .where('tenantId', '=', work.base.tenantId)
    .where('did', '=', did)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
}

export type Person = NonNullable<Awaited<ReturnType<typeof personOf>>>

export async function expireRestores(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('restores')
    .set({ expiresAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('expiresAt', '>', work.now)
    .modifyEnd(later)
    .execute()
}
