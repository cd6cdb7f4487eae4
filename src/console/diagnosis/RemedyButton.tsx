import { useState } from 'react'
import type { Diagnosis, Remedy } from '#contract/diagnosis.ts'
import type { ProviderId } from '#contract/ids.ts'
import type { Me } from '#contract/me.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses } from '../addresses.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { remediesTexts } from '../texts/remedies.ts'
import { RestoreAccountDialog } from '../users/acts/RestoreAccountDialog.tsx'
import { type UserAct, UserActDialog } from '../users/acts/UserActDialog.tsx'
import {
  whyNotEdit,
  whyNotInvite,
  whyNotOverride,
  whyNotPassword,
  whyNotReactivate,
  whyNotRestore,
  whyNotResume,
  whyNotRole,
  whyNotUnlock,
} from '../users/why-not-user.ts'
import { labels } from '../users/words.ts'
import { AssignDialog } from './AssignDialog.tsx'

interface RemedyButtonProps {
  fix: Remedy
  /** Null where the address belongs to nobody. */
  user: User | null
  target: Diagnosis['target']
  /** The way in that it is about, where it is about a provider. */
  providerId?: ProviderId | null
  primary?: boolean
  /** Once something was done about it. */
  onDone: () => void
}

interface Act {
  kind: UserAct['kind']
  text: string
  locked: string | undefined
}

/** What puts a failed check right: the same dialogs as on the user's page, or the way to where it is done. */
export function RemedyButton(props: RemedyButtonProps) {
  const { fix, user, target, providerId, primary = false, onDone } = props
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const looks = { size: 'compact', tone: primary ? 'primary' : 'plain' } as const
  const act = user && actOf(fix, me, user)
  if (user && act) {
    return (
      <>
        <Button {...looks} disabledReason={act.locked} onClick={() => setOpen(true)}>
          {act.text}
        </Button>
        {isOpen && (
          <UserActDialog act={{ kind: act.kind, user }} onClose={() => setOpen(false)} onDone={onDone} />
        )}
      </>
    )
  }
  if (fix === 'assign-application' && user && target.applicationId) {
    return (
      <>
        <Button {...looks} disabledReason={whyNot(me, 'applications:write')} onClick={() => setOpen(true)}>
          {remediesTexts.assign.begin(target.name)}
        </Button>
        <AssignDialog
          user={user}
          application={{ id: target.applicationId, name: target.name }}
          open={isOpen}
          onClose={() => setOpen(false)}
          onDone={onDone}
        />
      </>
    )
  }
  if (fix === 'restore-access' && user && target.applicationId) {
    return (
      <>
        <Button {...looks} disabledReason={whyNotEdit(me, user)} onClick={() => setOpen(true)}>
          {remediesTexts.restoreAccess(target.name)}
        </Button>
        <RestoreAccountDialog
          user={user}
          account={{ applicationId: target.applicationId, applicationName: target.name }}
          open={isOpen}
          onClose={() => setOpen(false)}
          onDone={onDone}
        />
      </>
    )
  }
  const place = placeOf(props)
  if (!place) return null
  return (
    <LinkButton {...looks} href={place.href}>
      {place.text}
    </LinkButton>
  )

  function placeOf({ fix }: RemedyButtonProps): { href: string; text: string } | undefined {
    switch (fix) {
      case 'enable-application':
        return target.applicationId
          ? { href: addresses.application(target.applicationId), text: remediesTexts.openTarget(target.name) }
          : undefined
      case 'enable-provider':
        return {
          href: providerId ? addresses.provider(providerId) : addresses.providers,
          text: remediesTexts.provider,
        }
      case 'change-sign-in-policy':
        return { href: addresses.settings('sign-in'), text: remediesTexts.policy }
      case 'add-user':
        return { href: addresses.newUser, text: labels.addUser }
      case 'remove-device':
      case 'confirm-device':
        return user ? { href: `${addresses.user(user.id)}#devices`, text: remediesTexts.devices } : undefined
      default:
        return undefined
    }
  }
}

function actOf(fix: Remedy, me: Me, user: User): Act | undefined {
  switch (fix) {
    case 'reactivate':
      return {
        kind: 'reactivate',
        text: remediesTexts.asks(labels.reactivateUser),
        locked: whyNotReactivate(me, user),
      }
    case 'restore':
      return { kind: 'restore', text: remediesTexts.restore, locked: whyNotRestore(me, user) }
    case 'send-invitation':
      return {
        kind: 'invite',
        text: remediesTexts.invite,
        locked: whyNotInvite(me, user, 'mail'),
      }
    case 'issue-claim':
      return {
        kind: 'issue-code',
        text: remediesTexts.issueCode,
        locked: whyNotInvite(me, user, 'screen'),
      }
    case 'issue-override':
      return { kind: 'override', text: labels.override, locked: whyNotOverride(me, user) }
    case 'resume-pushes':
      return { kind: 'resume-pushes', text: remediesTexts.resume, locked: whyNotResume(me, user) }
    case 'unlock':
      return { kind: 'unlock', text: remediesTexts.unlock, locked: whyNotUnlock(me, user) }
    case 'send-password-link':
      return {
        kind: 'password-link',
        text: remediesTexts.passwordLink,
        locked: whyNotPassword(me, user) ?? (me.mail === 'none' ? remediesTexts.noMail : undefined),
      }
    case 'allow-password':
      return { kind: 'allow-password', text: remediesTexts.allowPassword, locked: whyNotPassword(me, user) }
    case 'make-admin':
      return { kind: 'admin-role', text: remediesTexts.makeAdmin, locked: whyNotRole(me, user) }
    default:
      return undefined
  }
}
