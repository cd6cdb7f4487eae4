import type { Me } from '#contract/me.ts'
import { type AdminRole, type Permission, rankOf } from '#contract/permissions.ts'
import { frameTexts } from '../texts/frame.ts'
import { roleFor, roleNames } from './role-names.ts'

/** Why this person may not do it, as a sentence for the greyed button; undefined when they may. The server decides all the same. */
export function whyNot(me: Me, permission: Permission): string | undefined {
  if (me.permissions.includes(permission)) return undefined
  return frameTexts.needsRole(roleNames[roleFor(permission)])
}

/** As `whyNot`, of an act on a person: nobody acts on a higher role than their own. */
export function whyNotOn(
  me: Me,
  permission: Permission,
  user: { adminRole: AdminRole | null },
): string | undefined {
  const missing = whyNot(me, permission)
  if (missing) return missing
  if (user.adminRole === null || rankOf(user.adminRole) <= rankOf(me.user.adminRole)) return undefined
  // Nobody is higher than an owner.
  return user.adminRole === 'owner' ? frameTexts.needsOwner : frameTexts.needsRank(roleNames[user.adminRole])
}
