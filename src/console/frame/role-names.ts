import { type AdminRole, adminRoles, type Permission, permissionsOf } from '#contract/permissions.ts'
import { frameTexts } from '../texts/frame.ts'

/** What the roles are called on screens. */
export const roleNames: Record<AdminRole, string> = frameTexts.roles

export const roleName = (role: AdminRole | null) => (role === null ? frameTexts.noRole : roleNames[role])

/** The least powerful role that may do it. */
export function roleFor(permission: Permission): AdminRole {
  return adminRoles.toReversed().find((role) => permissionsOf[role].includes(permission)) ?? 'owner'
}
