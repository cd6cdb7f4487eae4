import { useLocation } from '@tanstack/react-router'
import { Link } from '#ui/Link.tsx'
import { addresses } from '../addresses.ts'
import { areas } from './areas.ts'

/** The console's areas. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const path = useLocation({ select: (location) => location.pathname.replace(/\/+$/, '') })
  return (
    <nav aria-label="Console">
      <ul className="grid gap-0.5">
        {areas.map(({ text, href, path: area, icon: Icon }) => {
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
