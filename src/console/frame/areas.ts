import { House, KeyRound, LayoutGrid, type LucideIcon, Settings, ShieldAlert, Users } from 'lucide-react'
import { addresses } from '../addresses.ts'

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
  { text: 'Overview', href: addresses.overview, path: '/', icon: House, key: 'o' },
  { text: 'Users', href: addresses.users, path: '/users', icon: Users, key: 'u' },
  { text: 'Applications', href: addresses.applications, path: '/applications', icon: LayoutGrid, key: 'a' },
  { text: 'Providers', href: addresses.providers, path: '/providers', icon: KeyRound, key: 'p' },
  { text: 'Cases', href: addresses.cases, path: '/cases', icon: ShieldAlert, key: 'c' },
  { text: 'Settings', href: `${addresses.admin}/settings`, path: '/settings', icon: Settings, key: 's' },
]
