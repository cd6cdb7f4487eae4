/**
 * Who may call an operation. `public`: nobody need be signed in; `device`: a device's signature; `self`: any signed-in
 * person, for one's own things; the others are granted by admin role.
 */
export type Permission =
  | 'public'
  | 'device'
  | 'self'
  | 'users:read'
  | 'users:write'
  | 'users:delete'
  | 'users:export'
  | 'passwords:write'
  | 'claims:write'
  | 'devices:write'
  | 'sessions:write'
  | 'applications:read'
  | 'applications:write'
  | 'audit:read'
  | 'settings:read'
  | 'settings:write'
  | 'providers:read'
  | 'providers:write'
  | 'overrides:write'
  | 'cases:read'
  | 'cases:write'

/** From the most to the least powerful. Nobody acts on a person of a higher rank than their own. */
export const adminRoles = ['owner', 'user-admin', 'help-desk', 'auditor'] as const
export type AdminRole = (typeof adminRoles)[number]

/** What each admin role may do: the one table that the API enforces and the console shows by. */
export const permissionsOf: Record<AdminRole, readonly Permission[]> = {
  owner: [
    'self',
    'users:read',
    'users:write',
    'users:delete',
    'users:export',
    'passwords:write',
    'claims:write',
    'devices:write',
    'sessions:write',
    'applications:read',
    'applications:write',
    'audit:read',
    'settings:read',
    'settings:write',
    'providers:read',
    'providers:write',
    'overrides:write',
    'cases:read',
    'cases:write',
  ],
  'user-admin': [
    'self',
    'users:read',
    'users:write',
    'users:delete',
    'users:export',
    'passwords:write',
    'claims:write',
    'devices:write',
    'sessions:write',
    'applications:read',
    'audit:read',
    'settings:read',
    'providers:read',
    'overrides:write',
    'cases:read',
    'cases:write',
  ],
  'help-desk': [
    'self',
    'users:read',
    'passwords:write',
    'claims:write',
    'devices:write',
    'sessions:write',
    'applications:read',
    'audit:read',
    'settings:read',
    'providers:read',
    'overrides:write',
    'cases:read',
    'cases:write',
  ],
  auditor: [
    'self',
    'users:read',
    'applications:read',
    'audit:read',
    'settings:read',
    'providers:read',
    'cases:read',
  ],
}

/** 0 for a user, then rising: auditor, help-desk, user-admin, owner. */
export function rankOf(role: AdminRole | null): number {
  return role === null ? 0 : adminRoles.length - adminRoles.indexOf(role)
}
