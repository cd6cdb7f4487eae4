import { useEffect, useState } from 'react'
import { usePhoneState } from './phone-state.ts'
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

/**
 * Who chose nothing has the lock where the phone itself knows its person. A PIN is known to the organisation alone: such a lock would
 * keep its person out whenever there is no network, so it is theirs to turn on.
 */
export function useLock(): Lock {
  const { loaded, enrolments } = usePhoneState()
  /** Null where nothing was chosen, undefined until that is known. */
  const [chosen, setChosen] = useState<boolean | null>()
  const [isLocked, setLocked] = useState<boolean>()
  const isOn = chosen ?? (enrolments[0]?.credentialId ?? null) !== null
  useEffect(() => {
    void readSetting('lock').then((kept) => setChosen(kept ?? null))
  }, [])
  // Only what was set up before this start is locked by it.
  if (isLocked === undefined && loaded && chosen !== undefined) setLocked(isOn)
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
      setChosen(on)
      void writeSetting('lock', on)
    },
  }
}
