import { useEffect, useState } from 'react'
import { readSetting, writeSetting } from './settings-store.ts'

/** In the background for longer than this, the app locks again. */
const awayMs = 60_000

interface Lock {
  /** Undefined until it is known whether the person wants one. */
  readonly isLocked: boolean | undefined
  readonly isOn: boolean
  readonly unlock: () => void
  readonly turn: (on: boolean) => void
}

export function useLock(): Lock {
  const [isOn, setOn] = useState(false)
  const [isLocked, setLocked] = useState<boolean>()
  useEffect(() => {
    void readSetting('lock').then((on = false) => {
      setOn(on)
      setLocked(on)
    })
  }, [])
  useEffect(() => {
    if (!isOn) return
    let hiddenAt: number | undefined
    const changed = () => {
      if (document.visibilityState === 'hidden') hiddenAt = Date.now()
      else if (hiddenAt !== undefined && Date.now() - hiddenAt > awayMs) setLocked(true)
    }
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [isOn])
  return {
    isOn,
    isLocked,
    unlock: () => setLocked(false),
    turn(on) {
      setOn(on)
      void writeSetting('lock', on)
    },
  }
}
