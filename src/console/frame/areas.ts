import { House, KeyRound, LayoutGrid, type LucideIcon, Settings, ShieldAlert, Users } from 'lucide-react'
import { addresses } from '../addresses.ts'
import { frameTexts } from '../texts/frame.ts'

interface Area {
  text: string
  href: string
  /** Below the console's root. */
  path: string
  icon: LucideIcon
  /** After `g`. */
  key: string
}

/** The console's areas, in the order of the navigation. */
export const areas: readonly Area[] = [
  { text: frameTexts.areas.overview, href: addresses.overview, path: '/', icon: House, key: 'o' },
  { text: frameTexts.areas.users, href: addresses.users, path: '/users', icon: Users, key: 'u' },
  {
    text: frameTexts.areas.applications,
    href: addresses.applications,
    path: '/applications',
    icon: LayoutGrid,
    key: 'a',
  },
  {
    text: frameTexts.areas.providers,
    href: addresses.providers,
    path: '/providers',
    icon: KeyRound,
    key: 'p',
  },
  { text: frameTexts.areas.cases, href: addresses.cases, path: '/cases', icon: ShieldAlert, key: 'c' },
  {
    text: frameTexts.areas.settings,
    href: `${addresses.admin}/settings`,
    path: '/settings',
    icon: Settings,
    key: 's',
  },
]
