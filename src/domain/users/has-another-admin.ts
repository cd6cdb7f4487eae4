import type { UserId } from '#contract/ids.ts'
import { type AdminRole, adminRoles, type Permission, permissionsOf, rankOf } from '#contract/permissions.ts'
import type { Work } from '../work.ts'

/** Whether somebody else could do this for a person: active, with the permission, and of no lower rank. */
export async function hasAnotherAdmin(
  work: Work,
  { userId, adminRole, permission }: { userId: UserId; adminRole: AdminRole | null; permission: Permission },
): Promise<boolean> {
  const roles = adminRoles.filter(
    (role) => permissionsOf[role].includes(permission) && rankOf(role) >= rankOf(adminRole),
  )
  const found = await work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('status', '=', 'active')
    .where('adminRole', 'in', roles)
    .where('id', '!=', userId)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
