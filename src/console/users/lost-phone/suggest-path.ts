import type { Device } from '#contract/devices.ts'
import type { DeviceId } from '#contract/ids.ts'
import { suggestPathTexts as texts } from '../../texts/users/suggest-path.ts'

/** What whoever calls says. */
export interface Answers {
  /** `unknown`: they have several, and cannot say which is gone. */
  readonly phone: DeviceId | 'unknown' | null
  readonly backup: 'yes' | 'no' | 'unknown' | null
  readonly locked: 'yes' | 'no' | 'unknown' | null
}

/** `remove`: the weaker, the DID stays and a backup restores. `unregister`: the stronger, all phones go and the DID is reset. */
export type LostPhonePath = 'remove' | 'unregister'

export interface Suggestion {
  readonly path: LostPhonePath
  readonly why: string
}

interface Known {
  readonly devices: readonly Device[]
  readonly lastBackupAt: Date | null
}

/**
 * The weaker path where it is enough: it costs the person least. Undefined until everything is answered.
 *
 * A phone that was not locked may have given its identity away in a backup that somebody else made: only a new identity shuts that out.
 */
export function suggestPath(
  { phone, backup, locked }: Answers,
  { devices, lastBackupAt }: Known,
): Suggestion | undefined {
  if (devices.length === 0) {
    return { path: 'unregister', why: texts.noPhone }
  }
  if (phone === null || backup === null || locked === null) return undefined
  if (phone === 'unknown') return { path: 'unregister', why: texts.unclear }
  if (locked !== 'yes') {
    return {
      path: 'unregister',
      why: locked === 'no' ? texts.unlocked : texts.perhapsUnlocked,
    }
  }
  const other = devices.find(({ id, state }) => id !== phone && state === 'active')
  if (other) return { path: 'remove', why: texts.otherPhone(other.name) }
  if (backup === 'yes' || (backup === 'unknown' && lastBackupAt)) {
    return { path: 'remove', why: texts.backup }
  }
  return {
    path: 'unregister',
    why: texts.noBackup,
  }
}
