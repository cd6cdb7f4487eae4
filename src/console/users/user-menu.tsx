import {
  ArrowUpRight,
  BadgeCheck,
  Copy,
  Download,
  KeyRound,
  Mail,
  QrCode,
  RotateCcw,
  ShieldMinus,
  ShieldPlus,
  Smartphone,
  TicketCheck,
  Trash2,
  UserMinus,
  UserX,
} from 'lucide-react'
import type { Me } from '#contract/me.ts'
import type { User } from '#contract/users.ts'
import type { MenuAct, MenuItem } from '#ui/Menu.tsx'
import { addresses } from '../addresses.ts'
import { copy } from '../frame/copy.ts'
import { menuTexts } from '../texts/users/menu.ts'
import type { UserAct } from './acts/UserActDialog.tsx'
import {
  whyNotExport,
  whyNotHavingPassword,
  whyNotInvite,
  whyNotLostPhone,
  whyNotOverride,
  whyNotPassword,
  whyNotReactivate,
  whyNotRemove,
  whyNotRestore,
  whyNotRole,
  whyNotSuspend,
  whyNotVerifyEmail,
} from './why-not-user.ts'
import { labels } from './words.ts'

interface UserMenuOptions {
  me: Me
  user: User
  onAct: (act: UserAct) => void
}

/** What can be done with a user from their row; what does not apply stays, greyed, with its reason. */
export function userMenu(options: UserMenuOptions): readonly MenuItem[] {
  const { me, user, onAct } = options
  const act = (kind: UserAct['kind']) => () => onAct({ kind, user })
  if (user.removal) return [open(user), copyId(user), 'separator', restore(options), remove(options)]
  return [
    open(user),
    copyId(user),
    ...(user.status === 'invited' ? [invite(options)] : []),
    role(options),
    verify(options),
    {
      label: menuTexts.temporaryPassword,
      icon: <KeyRound size={16} aria-hidden />,
      disabledReason: whyNotPassword(me, user),
      onSelect: act('temporary-password'),
    },
    requireReset(options),
    'separator',
    user.status === 'deactivated'
      ? {
          label: labels.reactivateUser,
          icon: <RotateCcw size={16} aria-hidden />,
          disabledReason: whyNotReactivate(me, user),
          onSelect: act('reactivate'),
        }
      : {
          label: menuTexts.deactivate,
          icon: <UserX size={16} aria-hidden />,
          danger: true,
          disabledReason: whyNotSuspend(me, user),
          onSelect: act('suspend'),
        },
    remove(options),
  ]
}

/** What stands under "More" on the user's own page. */
export function moreActs(options: UserMenuOptions): readonly MenuItem[] {
  const { me, user, onAct } = options
  const act = (kind: UserAct['kind']) => () => onAct({ kind, user })
  return [
    copyId(user),
    {
      label: labels.lostPhone,
      icon: <Smartphone size={16} aria-hidden />,
      disabledReason: whyNotLostPhone(me, user),
      onSelect: act('lost-phone'),
    },
    {
      label: labels.override,
      icon: <TicketCheck size={16} aria-hidden />,
      disabledReason: whyNotOverride(me, user),
      onSelect: act('override'),
    },
    invite(options),
    {
      label: menuTexts.issueCode,
      icon: <QrCode size={16} aria-hidden />,
      disabledReason: whyNotInvite(me, user, 'screen'),
      onSelect: act('issue-code'),
    },
    role(options),
    verify(options),
    {
      label: menuTexts.export,
      icon: <Download size={16} aria-hidden />,
      disabledReason: whyNotExport(me, user),
      onSelect: act('export'),
    },
    'separator',
    ...(user.removal
      ? [restore(options)]
      : [
          {
            label: labels.removeFromClient,
            icon: <UserMinus size={16} aria-hidden />,
            danger: true,
            disabledReason: whyNotRemove(me, user),
            onSelect: act('remove'),
          },
        ]),
    {
      label: labels.terminateUser,
      icon: <UserX size={16} aria-hidden />,
      danger: true,
      disabledReason: whyNotRemove(me, user),
      onSelect: act('terminate'),
    },
    remove(options),
  ]
}

const open = (user: User): MenuAct => ({
  label: menuTexts.open,
  icon: <ArrowUpRight size={16} aria-hidden />,
  href: addresses.user(user.id),
})

const copyId = (user: User): MenuAct => ({
  label: menuTexts.copyId,
  icon: <Copy size={16} aria-hidden />,
  onSelect: () => copy(user.id, menuTexts.userId),
})

const invite = ({ me, user, onAct }: UserMenuOptions): MenuAct => ({
  label: menuTexts.invite,
  icon: <Mail size={16} aria-hidden />,
  disabledReason: whyNotInvite(me, user, 'mail'),
  onSelect: () => onAct({ kind: 'invite', user }),
})

const role = ({ me, user, onAct }: UserMenuOptions): MenuAct =>
  user.adminRole === null
    ? {
        label: menuTexts.makeAdmin,
        icon: <ShieldPlus size={16} aria-hidden />,
        disabledReason: whyNotRole(me, user),
        onSelect: () => onAct({ kind: 'admin-role', user }),
      }
    : {
        label: menuTexts.removeAdmin,
        icon: <ShieldMinus size={16} aria-hidden />,
        disabledReason: whyNotRole(me, user),
        onSelect: () => onAct({ kind: 'remove-admin', user }),
      }

const verify = ({ me, user, onAct }: UserMenuOptions): MenuAct => ({
  label: menuTexts.verifyEmail,
  icon: <BadgeCheck size={16} aria-hidden />,
  disabledReason: whyNotVerifyEmail(me, user),
  onSelect: () => onAct({ kind: 'verify-email', user }),
})

const requireReset = ({ me, user, onAct }: UserMenuOptions): MenuAct => ({
  label: user.requirePasswordReset ? menuTexts.noReset : menuTexts.requireReset,
  icon: <RotateCcw size={16} aria-hidden />,
  disabledReason: whyNotHavingPassword(me, user),
  onSelect: () => onAct({ kind: 'require-reset', user }),
})

const restore = ({ me, user, onAct }: UserMenuOptions): MenuAct => ({
  label: menuTexts.restore,
  icon: <RotateCcw size={16} aria-hidden />,
  disabledReason: whyNotRestore(me, user),
  onSelect: () => onAct({ kind: 'restore', user }),
})

const remove = ({ me, user, onAct }: UserMenuOptions): MenuAct => ({
  label: menuTexts.delete,
  icon: <Trash2 size={16} aria-hidden />,
  danger: true,
  disabledReason: whyNotRemove(me, user),
  onSelect: () => onAct({ kind: 'delete', user }),
})
