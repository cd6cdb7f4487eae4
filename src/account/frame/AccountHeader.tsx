import { LayoutDashboard, LifeBuoy, LogOut } from 'lucide-react'
import { useContext } from 'react'
import { type Me, signOut } from '#contract/me.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { ApiContext } from '#ui/api.ts'
import { errorMessage } from '#ui/error-message.ts'
import { Menu } from '#ui/Menu.tsx'
import { notify } from '#ui/notify.ts'
import { OfflineBar } from '#ui/OfflineBar.tsx'
import { useThemeItems } from '#ui/use-theme-items.tsx'
import { addresses } from '../addresses.ts'
import { frameTexts as words } from '../texts/frame.ts'

/** Whose account it is, in which organisation, and the way out. */
export function AccountHeader({ me }: { me: Me }) {
  const { user, organisation } = me
  const themes = useThemeItems()
  const call = useContext(ApiContext)
  // Nothing is read again afterwards, as after a change: there is nobody left to read it.
  const leave = () =>
    call(signOut, { params: {}, body: {} }).then(
      () => window.location.assign(addresses.signedOut),
      (error: Error) => notify(words.menu.stillSignedIn(errorMessage(error)), { tone: 'error' }),
    )
  return (
    <div className="sticky top-0 z-20">
      <OfflineBar />
      <header className="flex h-13 items-center gap-3 border-b border-line bg-canvas px-4">
        <span className="min-w-0 truncate font-semibold tracking-tight">{organisation.name}</span>
        <span className="ms-auto" />
        <Menu
          trigger={
            <button
              type="button"
              className="flex items-center gap-2 rounded-full p-0.5 text-control hover:bg-hover data-popup-open:bg-hover sm:pe-3"
            >
              <Avatar name={user.name} seed={user.id} />
              <span className="sr-only">{words.menu.account(user.name)}</span>
              <span aria-hidden className="max-w-40 truncate font-medium max-sm:hidden">
                {user.name}
              </span>
            </button>
          }
          items={[
            ...(user.adminRole
              ? [
                  {
                    label: words.menu.console,
                    icon: <LayoutDashboard size={16} aria-hidden />,
                    href: addresses.console,
                  },
                  'separator' as const,
                ]
              : []),
            ...themes,
            'separator',
            { label: words.menu.help, icon: <LifeBuoy size={16} aria-hidden />, href: addresses.help },
            {
              label: words.menu.signOut,
              icon: <LogOut size={16} aria-hidden />,
              onSelect: () => void leave(),
            },
          ]}
        />
      </header>
    </div>
  )
}
