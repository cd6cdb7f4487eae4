import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export type EnrolmentRow = Selectable<Tables['enrolments']>

export async function insertEnrolment(
  work: Work,
  row: Omit<EnrolmentRow, 'tenantId' | 'createdAt' | 'claimHash'> & { claimHash: Uint8Array },
): Promise<void> {
  await work.db
    .insertInto('enrolments')
    .values({ ...row, tenantId: work.base.tenantId, createdAt: work.now })
    .execute()
}

export function findEnrolment(work: Work, id: string): Promise<EnrolmentRow | undefined> {
  return work.db
    .selectFrom('enrolments')
    .selectAll()
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('expiresAt', '>', work.now)
    .executeTakeFirst()
}

/** One enrolment of a DID at a time in a tenant: two users who bring the same are told so, one after the other. */
export async function holdDid(work: Work, did: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`did:${work.base.tenantId}:${did}`}, 0))`.execute(
    work.db,
  )
}

export async function isUsedByAnother(work: Work, did: string, userId: UserId): Promise<boolean> {
  const row = await work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('did', '=', did)
    .where('id', '!=', userId)
    .executeTakeFirst()
  return row !== undefined
}

/** The one identity of a DID over all tenants. Two tenants that see it first at the same moment get the same. */
export async function identityOf(work: Work, did: string): Promise<string> {
  await work.db
    .insertInto('identities')
    .values({ id: newId(work.now), did, createdAt: work.now })
    .onConflict((conflict) => conflict.column('did').doNothing())
    .execute()
  const { id } = await work.db
    .selectFrom('identities')
    .select('id')
    .where('did', '=', did)
    .executeTakeFirstOrThrow()
  return id
}

/** Whether a phone of theirs was lost: then a restore that an administrator's setup code was no part of counts for nothing. */
export async function isRestoredByClaimAlone(work: Work, userId: UserId): Promise<boolean> {
  const { restoreByClaim } = await work.db
    .selectFrom('users')
    .select('restoreByClaim')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return restoreByClaim
}

/** An administrator has seen to it: from here on restores are as the policy says again. */
export async function liftRestoreByClaim(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ restoreByClaim: false })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .where('restoreByClaim', '=', true)
    .execute()
}

export async function setRestoreByClaim(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ restoreByClaim: true })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .returning('id')
    .executeTakeFirstOrThrow()
}
