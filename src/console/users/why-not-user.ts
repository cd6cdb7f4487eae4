import type { Me } from '#contract/me.ts'
import { type AdminRole, rankOf } from '#contract/permissions.ts'
import type { User } from '#contract/users.ts'
import { whyNot, whyNotOn } from '../frame/why-not.ts'
import { whyNotTexts } from '../texts/users/why-not.ts'

/** Why an act on this user does not apply now, as a sentence; undefined where it does. The server decides all the same. */
export function whyNotSuspend(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return whyNotTexts.self.suspend
  if (user.removal) return whyNotTexts.restoreFirst
  return whyNotOn(me, 'users:write', user)
}

export const whyNotReactivate = (me: Me, user: User): string | undefined =>
  user.removal ? whyNotTexts.restoreFirst : whyNotOn(me, 'users:write', user)

/** Name, contact data, addresses. */
export const whyNotEdit = (me: Me, user: User): string | undefined =>
  user.removal ? whyNotTexts.restoreFirst : whyNotOn(me, 'users:write', user)

/** Making an admin of somebody, or another one, or none. */
export function whyNotRole(me: Me, user: User, to?: AdminRole): string | undefined {
  if (user.id === me.user.id) return whyNotTexts.self.role
  if (to && rankOf(to) > rankOf(me.user.adminRole)) return whyNotTexts.higherRole
  return whyNotEdit(me, user)
}

export function whyNotVerifyEmail(me: Me, user: User): string | undefined {
  if (user.emailVerified) return whyNotTexts.emailVerified
  return whyNotEdit(me, user)
}

/** Temporary passwords and links to set one. */
export function whyNotPassword(me: Me, user: User): string | undefined {
  if (user.removal) return whyNotTexts.restoreFirst
  if (user.status === 'deactivated') return whyNotTexts.reactivateFirst
  return whyNotOn(me, 'passwords:write', user)
}

/** What there must be a password for. */
export function whyNotHavingPassword(me: Me, user: User): string | undefined {
  if (!user.hasPassword) return whyNotTexts.noPassword
  if (user.removal) return whyNotTexts.restoreFirst
  return whyNotOn(me, 'passwords:write', user)
}

export const whyNotUnlock = (me: Me, user: User): string | undefined => whyNotOn(me, 'passwords:write', user)

/** Removing, terminating, deleting. */
export function whyNotRemove(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return whyNotTexts.self.remove
  return whyNotOn(me, 'users:delete', user)
}

export const whyNotRestore = (me: Me, user: User): string | undefined => whyNotOn(me, 'users:delete', user)

export const whyNotExport = (me: Me, user: User): string | undefined => whyNotOn(me, 'users:export', user)

/** This user being the duplicate that goes. */
export function whyNotMerge(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return whyNotTexts.self.merge
  if (user.removal) return whyNotTexts.restoreFirst
  return whyNotOn(me, 'users:delete', user)
}

/** A setup code: on the screen, or by mail. */
export function whyNotInvite(me: Me, user: User, kind: 'mail' | 'screen'): string | undefined {
  if (user.removal) return whyNotTexts.restoreFirst
  if (user.status === 'deactivated') return whyNotTexts.reactivateFirst
  if (me.enrolment === 'needs-https') return whyNotTexts.needsHttps
  if (kind === 'mail' && me.mail === 'none') return whyNotTexts.noMail
  return whyNotOn(me, 'claims:write', user)
}

export const whyNotUnregister = (me: Me, user: User): string | undefined =>
  whyNotOn(me, 'devices:write', user)

export function whyNotLostPhone(me: Me, user: User): string | undefined {
  if (user.removal) return whyNotTexts.restoreFirst
  if (user.status === 'deactivated') return whyNotTexts.lostPhone
  return whyNotOn(me, 'devices:write', user)
}

/** Ending a pause of the requests to their phone. */
export const whyNotResume = (me: Me, user: User): string | undefined => whyNotOn(me, 'cases:write', user)

/** An override lets somebody in: only for people below oneself. */
export function whyNotOverride(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return whyNotTexts.self.override
  if (user.removal) return whyNotTexts.restoreFirst
  if (user.status === 'deactivated') return whyNotTexts.reactivateFirst
  if (user.status === 'invited') return whyNotTexts.invited
  const missing = whyNot(me, 'overrides:write')
  if (missing) return missing
  return user.adminRole !== null && rankOf(user.adminRole) >= rankOf(me.user.adminRole)
    ? whyNotTexts.lowerOnly
    : undefined
}
