import { BellRing, CircleUserRound, type LucideIcon, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { OfflineBar } from '#ui/OfflineBar.tsx'
import { texts } from '../texts/texts.ts'

const { tabs: words, offline } = texts.frame

const tabs: readonly { place: string; text: string; icon: LucideIcon }[] = [
  { place: '', text: words.requests, icon: BellRing },
  { place: 'accounts', text: words.accounts, icon: CircleUserRound },
  { place: 'settings', text: words.settings, icon: Settings },
]

/** The three tabs at the thumb, around the page of one of them. */
export function Tabs({ current, children }: { current: string; children: ReactNode }) {
  return (
    <div className="flex h-dvh flex-col">
      <OfflineBar text={offline} />
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      <nav
        aria-label={words.label}
        className="border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
      >
        <ul className="mx-auto grid max-w-120 grid-cols-3">
          {tabs.map(({ place, text, icon: Icon }) => (
            <li key={place}>
              <a
                href={`#${place}`}
                aria-current={place === current ? 'page' : undefined}
                className="grid min-h-16 place-content-center justify-items-center gap-0.5 rounded-control text-meta font-medium text-muted -outline-offset-4 aria-[current]:text-accent-text"
              >
                <Icon size={22} aria-hidden strokeWidth={1.75} />
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
