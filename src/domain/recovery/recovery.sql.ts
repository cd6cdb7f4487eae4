import type { Work } from '../work.ts'

/** Active owners and those who were invited to be one, by id: everybody locks them in this order. */
export function lockOwners(work: Work) {
  return work.db
    .selectFrom('users')
    .select(['id', 'firstName', 'lastName', 'name', 'email', 'emailKey', 'did', 'status'])
    .where('tenantId', '=', work.base.tenantId)
    .where('adminRole', '=', 'owner')
    .orderBy('id')
    .forUpdate()
    .execute()
}
