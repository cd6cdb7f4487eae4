import type { Me } from '#contract/me.ts'
import { type AdminRole, rankOf } from '#contract/permissions.ts'
import type { User } from '#contract/users.ts'
import { whyNot, whyNotOn } from '../frame/why-not.ts'

/** Why an act on this user does not apply now, as a sentence; undefined where it does. The server decides all the same. */
export function whyNotSuspend(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return "You can't suspend yourself"
  if (user.removal) return 'Restore the user first'
  return whyNotOn(me, 'users:write', user)
}

export const whyNotReactivate = (me: Me, user: User): string | undefined =>
  user.removal ? 'Restore the user first' : whyNotOn(me, 'users:write', user)

/** Name, contact data, addresses. */
export const whyNotEdit = (me: Me, user: User): string | undefined =>
  user.removal ? 'Restore the user first' : whyNotOn(me, 'users:write', user)

/** Making an admin of somebody, or another one, or none. */
export function whyNotRole(me: Me, user: User, to?: AdminRole): string | undefined {
  if (user.id === me.user.id) return "You can't change your own role"
  if (to && rankOf(to) > rankOf(me.user.adminRole)) return 'A higher role than yours'
  return whyNotEdit(me, user)
}

export function whyNotVerifyEmail(me: Me, user: User): string | undefined {
  if (user.emailVerified) return 'Email is already verified'
  return whyNotEdit(me, user)
}

/** Temporary passwords and links to set one. */
export function whyNotPassword(me: Me, user: User): string | undefined {
  if (user.removal) return 'Restore the user first'
  if (user.status === 'deactivated') return 'Reactivate the user first'
  return whyNotOn(me, 'passwords:write', user)
}

/** What there must be a password for. */
export function whyNotHavingPassword(me: Me, user: User): string | undefined {
  if (!user.hasPassword) return 'They have no password'
  if (user.removal) return 'Restore the user first'
  return whyNotOn(me, 'passwords:write', user)
}

export const whyNotUnlock = (me: Me, user: User): string | undefined => whyNotOn(me, 'passwords:write', user)

/** Removing, terminating, deleting. */
export function whyNotRemove(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return "You can't remove yourself"
  return whyNotOn(me, 'users:delete', user)
}

export const whyNotRestore = (me: Me, user: User): string | undefined => whyNotOn(me, 'users:delete', user)

export const whyNotExport = (me: Me, user: User): string | undefined => whyNotOn(me, 'users:export', user)

/** This user being the duplicate that goes. */
export function whyNotMerge(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return "You can't merge your own record away"
  if (user.removal) return 'Restore the user first'
  return whyNotOn(me, 'users:delete', user)
}

/** A setup code: on the screen, or by mail. */
export function whyNotInvite(me: Me, user: User, kind: 'mail' | 'screen'): string | undefined {
  if (user.removal) return 'Restore the user first'
  if (user.status === 'deactivated') return 'Reactivate the user first'
  if (me.enrolment === 'needs-https')
    return 'Phones can be enrolled only over https, or on this computer at localhost'
  if (kind === 'mail' && me.mail === 'none') return 'No mail server is set up. Issue a setup code instead.'
  return whyNotOn(me, 'claims:write', user)
}

export const whyNotUnregister = (me: Me, user: User): string | undefined =>
  whyNotOn(me, 'devices:write', user)

export function whyNotLostPhone(me: Me, user: User): string | undefined {
  if (user.removal) return 'Restore the user first'
  if (user.status === 'deactivated') return 'They are deactivated: their phones can approve nothing'
  return whyNotOn(me, 'devices:write', user)
}

/** Ending a pause of the requests to their phone. */
export const whyNotResume = (me: Me, user: User): string | undefined => whyNotOn(me, 'cases:write', user)

/** An override lets somebody in: only for people below oneself. */
export function whyNotOverride(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return "You can't issue an override for yourself"
  if (user.removal) return 'Restore the user first'
  if (user.status === 'deactivated') return 'Reactivate the user first'
  if (user.status === 'invited') return 'They have not set up their account yet: issue a setup code'
  const missing = whyNot(me, 'overrides:write')
  if (missing) return missing
  return user.adminRole !== null && rankOf(user.adminRole) >= rankOf(me.user.adminRole)
    ? 'An override is for people of a lower role than yours'
    : undefined
}
