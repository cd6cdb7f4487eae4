import { useEffect, useState } from 'react'
import type { PushRegistration } from '#contract/device-messages.ts'
import { currentPush } from './push-registration.ts'

/** How this app is reached; undefined until it is known. Looked at anew whenever the app comes to the front. */
export function usePush(): PushRegistration | undefined {
  const [push, setPush] = useState<PushRegistration>()
  useEffect(() => {
    const look = () => void currentPush().then(setPush)
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return push
}
