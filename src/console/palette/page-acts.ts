import { useEffect, useRef } from 'react'
import type { MenuAct, MenuItem } from '#ui/Menu.tsx'

let current: () => readonly MenuItem[] = () => []

/**
 * What can be done on the page that is shown: the palette offers it below "On this page". The page says it anew at each rendering; when it
 * goes, so do its acts.
 */
export function usePageActs(acts: readonly MenuItem[]): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const mine = () => latest.current
    current = mine
    return () => {
      if (current === mine) current = () => []
    }
  }, [])
}

export const pageActs = (): readonly MenuAct[] =>
  current().filter((item): item is MenuAct => item !== 'separator')
