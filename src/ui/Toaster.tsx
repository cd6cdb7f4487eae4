import { type ComponentType, useEffect, useState } from 'react'
import { whenNotified } from './notify.ts'

/**
 * Where notifications appear. Once, around nothing, at the root of a front end. What shows them is fetched when somebody first touches
 * the page, since nearly every notification answers an act; or else by the first notification, which waits for it. Where that fails, the
 * next act tries again.
 */
export function Toaster() {
  const [Toasts, setToasts] = useState<ComponentType | null>(null)
  const isThere = Toasts !== null
  useEffect(() => {
    if (isThere) return
    const fetchThem = () =>
      void import('./Toasts.tsx').then(
        (file) => setToasts(() => file.Toasts),
        () => {},
      )
    const stopListening = whenNotified(fetchThem)
    const touches = ['pointerdown', 'keydown'] as const
    for (const touch of touches) window.addEventListener(touch, fetchThem, { capture: true })
    return () => {
      stopListening()
      for (const touch of touches) window.removeEventListener(touch, fetchThem, { capture: true })
    }
  }, [isThere])
  return Toasts && <Toasts />
}
