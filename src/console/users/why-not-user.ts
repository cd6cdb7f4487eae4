import type { Me } from '#contract/me.ts'
import type { User } from '#contract/users.ts'
import { whyNotOn } from '../frame/why-not.ts'

/** Why an act on this user does not apply now, as a sentence; undefined where it does. */
export function whyNotSuspend(me: Me, user: User): string | undefined {
  if (user.id === me.user.id) return "You can't suspend yourself"
  return whyNotOn(me, 'users:write', user)
}

export const whyNotReactivate = (me: Me, user: User): string | undefined => whyNotOn(me, 'users:write', user)

interface Invitation {
  kind: 'mail' | 'screen'
  /** Whether they have a phone already. */
  hasPhone: boolean
}

export function whyNotInvite(me: Me, user: User, { kind, hasPhone }: Invitation): string | undefined {
  if (user.status === 'deactivated') return 'Reactivate the user first'
  if (me.enrolment === 'needs-https')
    return 'Phones can be enrolled only over https, or on this computer at localhost'
  if (kind === 'mail' && me.mail === 'none') return 'No mail server is set up. Issue a setup code instead.'
  const missing = whyNotOn(me, 'claims:write', user)
  if (missing) return missing
  return hasPhone ? 'Remove the phone they have first: a new one brings a new identity' : undefined
}
