import { type AdminRole, adminRoles, type Permission, permissionsOf } from '#contract/permissions.ts'

/** What the roles are called on screens. */
export const roleNames: Record<AdminRole, string> = {
  owner: 'Owner',
  'user-admin': 'User admin',
  'help-desk': 'Help desk',
  auditor: 'Auditor',
}

export const roleName = (role: AdminRole | null) => (role === null ? 'User' : roleNames[role])

/** The least powerful role that may do it. */
export function roleFor(permission: Permission): AdminRole {
  return adminRoles.toReversed().find((role) => permissionsOf[role].includes(permission)) ?? 'owner'
}
