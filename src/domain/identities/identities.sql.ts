import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/**
 * Takes DID and identity from a user and puts their accounts back to `invited`; answers what they had. What was said of its backups goes with
 * it: they serve for nothing here any more.
 */
export async function leaveIdentity(
  work: Work,
  userId: UserId,
): Promise<{ did: string | null; identityId: string | null } | undefined> {
  const { tenantId } = work.base
  const before = await work.db
    .selectFrom('users')
    .select(['did', 'identityId'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  if (!before?.did) return before
  await work.db
    .updateTable('users')
    .set((eb) => ({
      did: null,
      identityId: null,
      restoreByClaim: false,
      lastBackupAt: null,
      updatedAt: work.now,
      version: eb('version', '+', 1),
    }))
    .where('tenantId', '=', tenantId)
    .where('id', '=', userId)
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.db
    .updateTable('accounts')
    .set({ status: 'invited', did: null, activatedAt: null })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .execute()
  return before
}

/** For ever: a phone that comes back with it is refused. */
export async function retireDid(work: Work, did: string): Promise<void> {
  await work.db
    .insertInto('retiredDids')
    .values({ tenantId: work.base.tenantId, did, retiredAt: work.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'did']).doNothing())
    .execute()
}

export async function isDidRetired(work: Work, did: string): Promise<boolean> {
  const row = await work.db
    .selectFrom('retiredDids')
    .select('did')
    .where('tenantId', '=', work.base.tenantId)
    .where('did', '=', did)
    .executeTakeFirst()
  return row !== undefined
}

/** An identity that nobody of any tenant has any more is nobody's. */
export async function dropIdentityOfNobody(work: Work, identityId: string): Promise<void> {
  await work.db
    .deleteFrom('identities')
    .where('id', '=', identityId)
    .where(sql<number>`other_tenants_of(${identityId})`, '=', 0)
    .execute()
}
