import { useLocation } from '@tanstack/react-router'
import { House, KeyRound, LayoutGrid, Settings, Users } from 'lucide-react'
import { Link } from '#ui/Link.tsx'
import { addresses } from '../addresses.ts'

const entries = [
  { text: 'Overview', href: addresses.overview, path: '/', icon: House },
  { text: 'Users', href: addresses.users, path: '/users', icon: Users },
  { text: 'Applications', href: addresses.applications, path: '/applications', icon: LayoutGrid },
  { text: 'Providers', href: addresses.providers, path: '/providers', icon: KeyRound },
  { text: 'Settings', href: `${addresses.admin}/settings`, path: '/settings', icon: Settings },
] as const

/** The console's areas. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const path = useLocation({ select: (location) => location.pathname.replace(/\/+$/, '') })
  return (
    <nav aria-label="Console">
      <ul className="grid gap-0.5">
        {entries.map(({ text, href, path: area, icon: Icon }) => {
          const isHere = area === '/' ? path === '' || path === addresses.admin : path.includes(`${area}`)
          return (
            <li key={text}>
              <Link
                href={href}
                onClick={() => onFollow?.()}
                {...(isHere && { 'aria-current': 'page' })}
                className={`flex h-9 items-center gap-3 rounded-control px-2.5 text-body font-medium transition-colors duration-(--quick) ${
                  isHere ? 'bg-accent-soft text-accent-text' : 'text-fg hover:bg-hover'
                }`}
              >
                <Icon size={17} aria-hidden className={isHere ? '' : 'text-muted'} />
                {text}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
