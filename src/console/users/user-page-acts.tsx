import type { Me } from '#contract/me.ts'
import type { User } from '#contract/users.ts'
import type { MenuItem } from '#ui/Menu.tsx'
import { addresses } from '../addresses.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { menuTexts } from '../texts/users/menu.ts'
import type { UserAct } from './acts/UserActDialog.tsx'
import { moreActs } from './user-menu.tsx'
import {
  whyNotHavingPassword,
  whyNotMerge,
  whyNotPassword,
  whyNotReactivate,
  whyNotSuspend,
  whyNotUnregister,
} from './why-not-user.ts'
import { labels } from './words.ts'

interface PageActsOptions {
  me: Me
  user: User
  onAct: (kind: UserAct['kind']) => void
  onGuide: () => void
}

/** All that can be done on a user's page, for the palette: acts first, then the panels to jump to. */
export function userPageActs({ me, user, onAct, onGuide }: PageActsOptions): readonly MenuItem[] {
  const noMerge = whyNotMerge(me, user)
  return [
    { label: menuTexts.why, href: addresses.why(user.id) },
    user.status === 'deactivated'
      ? {
          label: `${labels.reactivateUser}…`,
          disabledReason: whyNotReactivate(me, user),
          onSelect: () => onAct('reactivate'),
        }
      : {
          label: `${labels.suspendUser}…`,
          disabledReason: whyNotSuspend(me, user),
          onSelect: () => onAct('suspend'),
        },
    {
      label: menuTexts.revokeAll,
      disabledReason: whyNotOn(me, 'sessions:write', user),
      onSelect: () => onAct('revoke-sessions'),
    },
    {
      label: menuTexts.setTemporaryPassword,
      disabledReason: whyNotPassword(me, user),
      onSelect: () => onAct('temporary-password'),
    },
    {
      label: menuTexts.requireReset,
      disabledReason: whyNotHavingPassword(me, user),
      onSelect: () => onAct('require-reset'),
    },
    {
      label: `${labels.unregisterAll}…`,
      disabledReason: whyNotUnregister(me, user),
      onSelect: () => onAct('unregister'),
    },
    { label: labels.mergeInto, href: addresses.merge(user.id), disabledReason: noMerge },
    ...moreActs({ me, user, onAct: ({ kind }) => onAct(kind) }),
    { label: menuTexts.guide, onSelect: onGuide },
    ...Object.entries(menuTexts.panels).map(([id, title]) => ({
      label: menuTexts.goTo(title),
      onSelect: () => jumpTo(id),
    })),
  ]
}

/** Brings a panel to the top of the window and its first control into focus. */
function jumpTo(id: string) {
  // The palette gives the focus back first.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const panel = document.getElementById(id)
      panel?.scrollIntoView({ block: 'start' })
      panel?.querySelector<HTMLElement>('button, a, [tabindex="0"]')?.focus({ preventScroll: true })
    }),
  )
}
