import { Keyboard, KeyRound, LifeBuoy, LogOut, UserRound } from 'lucide-react'
import { useContext } from 'react'
import { signOut } from '#contract/me.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { ApiContext } from '#ui/api.ts'
import { errorMessage } from '#ui/error-message.ts'
import { Menu } from '#ui/Menu.tsx'
import { notify } from '#ui/notify.ts'
import { useThemeItems } from '#ui/use-theme-items.tsx'
import { addresses } from '../addresses.ts'
import { frameTexts } from '../texts/frame.ts'
import { useMe } from './me.ts'
import { roleName } from './role-names.ts'

/** Who is signed in, and what concerns only them. */
export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { user } = useMe()
  const themes = useThemeItems()
  const call = useContext(ApiContext)
  // Nothing is read again afterwards, as after a change: there is nobody left to read it.
  const leave = () =>
    call(signOut, { params: {}, body: {} }).then(
      () => window.location.assign(addresses.signedOut),
      (error: Error) => notify(frameTexts.account.stillSignedIn(errorMessage(error)), { tone: 'error' }),
    )
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex items-center gap-2 rounded-full p-0.5 text-control hover:bg-hover data-popup-open:bg-hover sm:pe-3"
        >
          <Avatar name={user.name} seed={user.id} />
          <span className="sr-only">{frameTexts.account.menu(user.name)}</span>
          <span aria-hidden className="max-w-40 truncate font-medium max-sm:hidden">
            {user.name}
          </span>
        </button>
      }
      items={[
        {
          label: `${user.name} · ${roleName(user.adminRole)}`,
          icon: <UserRound size={16} aria-hidden />,
          href: addresses.user(user.id),
        },
        {
          label: frameTexts.account.yours,
          icon: <KeyRound size={16} aria-hidden />,
          href: addresses.account,
        },
        'separator',
        ...themes,
        'separator',
        {
          label: frameTexts.account.shortcuts,
          icon: <Keyboard size={16} aria-hidden />,
          keys: '?',
          onSelect: onHelp,
        },
        { label: frameTexts.account.help, icon: <LifeBuoy size={16} aria-hidden />, href: addresses.help },
        {
          label: frameTexts.account.signOut,
          icon: <LogOut size={16} aria-hidden />,
          onSelect: () => void leave(),
        },
      ]}
    />
  )
}
