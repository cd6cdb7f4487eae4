import { useLocation } from '@tanstack/react-router'
import { Link } from '#ui/Link.tsx'
import { addresses } from '../addresses.ts'
import { frameTexts } from '../texts/frame.ts'
import { areas } from './areas.ts'
import { useMe } from './me.ts'

/** The console's areas. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { openCases } = useMe()
  const path = useLocation({ select: (location) => location.pathname.replace(/\/+$/, '') })
  return (
    <nav aria-label={frameTexts.navigation}>
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
                {area === '/cases' && <Open count={openCases ?? 0} />}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** How many wait, behind the area's name. */
function Open({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="ms-auto rounded-full bg-warning-soft px-1.5 text-meta font-semibold text-warning tabular-nums">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> {frameTexts.open}</span>
    </span>
  )
}
