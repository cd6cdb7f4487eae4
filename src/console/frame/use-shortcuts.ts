import { useContext, useEffect } from 'react'
import { isTyping } from '#ui/is-typing.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { areas } from './areas.ts'
import { neighbourOf } from './list-order.ts'
import { singleKeysOn } from './shortcuts.ts'

/** How long `g` waits for its letter, in milliseconds. */
const patience = 1200

/** `g` then a letter goes to an area, `[` and `]` to the user before and after in the list one came from, `?` lists the keys. */
export function useShortcuts(onHelp: () => void): void {
  const navigate = useContext(NavigateContext)
  useEffect(() => {
    let goneAt = 0
    const act = (event: KeyboardEvent) => {
      const isModified = event.ctrlKey || event.metaKey || event.altKey
      if (isModified || event.defaultPrevented || isTyping(event.target) || !singleKeysOn()) return
      const place = areas.find(({ key }) => key === event.key)
      const neighbour = neighbourOf(window.location.pathname, event.key)
      if (event.key === '?') onHelp()
      else if (place && event.timeStamp - goneAt < patience) navigate?.(place.href)
      else if (neighbour) navigate?.(neighbour)
      goneAt = event.key === 'g' ? event.timeStamp : 0
    }
    document.addEventListener('keydown', act)
    return () => document.removeEventListener('keydown', act)
  }, [navigate, onHelp])
}
