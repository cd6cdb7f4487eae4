import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import type { MenuAct } from './Menu.tsx'
import { pageTexts } from './texts/page.ts'
import { chooseTheme, readTheme, type Theme } from './theme.ts'

const themes: readonly { theme: Theme; icon: typeof Sun }[] = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
]

/** The choice of a theme as items of a menu, the present one ticked. */
export function useThemeItems(): MenuAct[] {
  const [theme, setTheme] = useState(readTheme)
  return themes.map(({ theme: choice, icon: Icon }) => ({
    label: choice === theme ? pageTexts.theme.chosen(pageTexts.theme[choice]) : pageTexts.theme[choice],
    icon: <Icon size={16} aria-hidden />,
    onSelect: () => {
      chooseTheme(choice)
      setTheme(choice)
    },
  }))
}
