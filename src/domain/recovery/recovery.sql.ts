import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Active owners and those who were invited to be one, by id: everybody locks them in this order. */
export function lockOwners(work: Work) {
  return work.db
    .selectFrom('users')
    .select(['id', 'firstName', 'lastName', 'name', 'email', 'emailKey', 'did', 'identityId', 'status'])
    .where('tenantId', '=', work.base.tenantId)
    .where('adminRole', '=', 'owner')
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function devicesOf(work: Work, userId: UserId) {
  return work.db
    .selectFrom('devices')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('state', '!=', 'removed')
    .orderBy('id')
    .execute()
}

/** The DID serves nobody in this tenant any more, and the user has none. */
export async function retireDid(
  work: Work,
  user: { id: UserId; did: string; identityId: string | null },
): Promise<void> {
  const { tenantId } = work.base
  await work.db
    .insertInto('retiredDids')
    .values({ tenantId, did: user.did, retiredAt: work.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'did']).doNothing())
    .execute()
  await work.db
    .updateTable('users')
    .set((set) => ({ did: null, identityId: null, updatedAt: work.now, version: set('version', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .where('id', '=', user.id)
    .execute()
  await work.db
    .updateTable('accounts')
    .set({ status: 'invited', did: null, activatedAt: null })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', user.id)
    .execute()
  if (user.identityId === null) return
  // An identity that nobody of any tenant has any more is nobody's.
  await work.db
    .deleteFrom('identities')
    .where('id', '=', user.identityId)
    .where(sql<number>`other_tenants_of(${user.identityId})`, '=', 0)
    .execute()
}
