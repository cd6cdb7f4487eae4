import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/**
 * Holds the sign-ins of somebody who is about to be deleted, before their own row: whoever finishes one holds it first and the person
 * after it, and two who hold one each would wait for each other.
 */
export async function holdSignIns(work: Work, userId: UserId): Promise<void> {
  await sql`
    select from sign_ins where tenant_id = ${work.base.tenantId} and user_id = ${userId} order by id for update`.execute(
    work.db,
  )
}

/**
 * Deletes the row of a user and every row that hangs on it; what refers to `users` with `on delete cascade` goes by itself. What stays: the
 * audit log, the tombstone, rows of finished jobs (an id, no name; they are swept), and of each phone what it takes to tell it.
 */
export async function deleteRows(work: Work, userId: UserId): Promise<void> {
  const { db, now } = work
  const { tenantId } = work.base
  await sql`
    insert into departed_devices (tenant_id, id, public_jwk, push_subscription_sealed, departed_at)
    select tenant_id, id, public_jwk, push_subscription_sealed, ${now}
    from devices where tenant_id = ${tenantId} and user_id = ${userId}
    on conflict (tenant_id, id) do nothing`.execute(db)
  await sql`
    delete from challenges where tenant_id = ${tenantId}
      and device_id in (select id from devices where tenant_id = ${tenantId} and user_id = ${userId})`.execute(
    db,
  )
  await sql`
    delete from enrolments where tenant_id = ${tenantId}
      and claim_id in (select id from claims where tenant_id = ${tenantId} and user_id = ${userId})`.execute(
    db,
  )
  for (const table of [
    'approvalRequests',
    'signIns',
    'oidcItems',
    'sessions',
    'knownBrowsers',
    'claims',
    'restores',
    'signInCodes',
    'accounts',
    'blockedLinks',
    'devices',
  ] as const) {
    await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and user_id = ${userId}`.execute(
      db,
    )
  }
  await sql`delete from users where tenant_id = ${tenantId} and id = ${userId}`.execute(db)
}

export async function insertTombstone(
  work: Work,
  userId: UserId,
  why: 'deleted' | 'terminated' | 'removed',
): Promise<void> {
  await work.db
    .insertInto('userTombstones')
    .values({ tenantId: work.base.tenantId, userId, why, survivorId: null, at: work.now })
    .execute()
}

/** Without them nobody opens the personal parts of these people's events any more. */
export async function destroySubjectKeys(work: Work, userIds: readonly UserId[]): Promise<void> {
  await work.db
    .deleteFrom('subjectKeys')
    .where('tenantId', '=', work.base.tenantId)
    .where('subjectId', 'in', userIds)
    .execute()
}
