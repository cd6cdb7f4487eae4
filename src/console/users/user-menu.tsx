import { ArrowUpRight, Copy, Mail, QrCode, RotateCcw, UserX } from 'lucide-react'
import type { Me } from '#contract/me.ts'
import type { User } from '#contract/users.ts'
import type { MenuItem } from '#ui/Menu.tsx'
import { addresses } from '../addresses.ts'
import { copy } from '../frame/copy.ts'
import type { UserAct } from './UserActDialog.tsx'
import { whyNotInvite, whyNotReactivate, whyNotSuspend } from './why-not-user.ts'
import { labels } from './words.ts'

interface UserMenuOptions {
  me: Me
  user: User
  hasPhone: boolean
  onAct: (act: UserAct) => void
}

/** What can be done with a user from their row; what does not apply stays, greyed, with its reason. */
export function userMenu({ me, user, hasPhone, onAct }: UserMenuOptions): readonly MenuItem[] {
  return [
    { label: 'Open', icon: <ArrowUpRight size={16} aria-hidden />, href: addresses.user(user.id) },
    ...moreActs({ me, user, hasPhone, onAct }),
    'separator',
    user.status === 'deactivated'
      ? {
          label: labels.reactivateUser,
          icon: <RotateCcw size={16} aria-hidden />,
          disabledReason: whyNotReactivate(me, user),
          onSelect: () => onAct({ kind: 'reactivate', user }),
        }
      : {
          label: `${labels.suspendUser}…`,
          icon: <UserX size={16} aria-hidden />,
          danger: true,
          disabledReason: whyNotSuspend(me, user),
          onSelect: () => onAct({ kind: 'suspend', user }),
        },
  ]
}

/** The acts that stand under "More" on the user's own page too. */
export function moreActs({ me, user, hasPhone, onAct }: UserMenuOptions): readonly MenuItem[] {
  return [
    { label: 'Copy ID', icon: <Copy size={16} aria-hidden />, onSelect: () => copy(user.id, 'the user ID') },
    {
      label: 'Send invitation',
      icon: <Mail size={16} aria-hidden />,
      disabledReason: whyNotInvite(me, user, { kind: 'mail', hasPhone }),
      onSelect: () => onAct({ kind: 'invite', user }),
    },
    {
      label: 'Issue setup code',
      icon: <QrCode size={16} aria-hidden />,
      disabledReason: whyNotInvite(me, user, { kind: 'screen', hasPhone }),
      onSelect: () => onAct({ kind: 'issue-code', user }),
    },
  ]
}
