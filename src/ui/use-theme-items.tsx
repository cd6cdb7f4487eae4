import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import type { MenuAct } from './Menu.tsx'
import { chooseTheme, readTheme, type Theme } from './theme.ts'

const themes: readonly { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'Theme: as the system', icon: Monitor },
  { theme: 'light', label: 'Theme: light', icon: Sun },
  { theme: 'dark', label: 'Theme: dark', icon: Moon },
]

/** The choice of a theme as items of a menu, the present one ticked. */
export function useThemeItems(): MenuAct[] {
  const [theme, setTheme] = useState(readTheme)
  return themes.map(({ theme: choice, label, icon: Icon }) => ({
    label: choice === theme ? `${label} ✓` : label,
    icon: <Icon size={16} aria-hidden />,
    onSelect: () => {
      chooseTheme(choice)
      setTheme(choice)
    },
  }))
}
