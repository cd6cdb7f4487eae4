import type { Device } from '#contract/devices.ts'
import type { DeviceId } from '#contract/ids.ts'

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
    return { path: 'unregister', why: 'No phone is registered: a new identity is the way to the next one.' }
  }
  if (phone === null || backup === null || locked === null) return undefined
  if (phone === 'unknown') return { path: 'unregister', why: 'It is not clear which phone is gone.' }
  if (locked !== 'yes') {
    return {
      path: 'unregister',
      why:
        locked === 'no'
          ? 'Whoever has it could open it, and may have made a backup of their identity.'
          : 'It is not sure that it was locked: somebody may have made a backup of their identity.',
    }
  }
  const other = devices.find(({ id, state }) => id !== phone && state === 'active')
  if (other) return { path: 'remove', why: `It was locked, and they go on with ${other.name}.` }
  if (backup === 'yes' || (backup === 'unknown' && lastBackupAt)) {
    return { path: 'remove', why: 'It was locked, and the backup restores everything on their next phone.' }
  }
  return {
    path: 'unregister',
    why: 'There is no backup: the next phone begins with a new identity in any case.',
  }
}
