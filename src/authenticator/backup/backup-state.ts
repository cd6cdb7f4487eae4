import { useSyncExternalStore } from 'react'
import type { DeviceId } from '#contract/ids.ts'
import type { MadeBackup } from '#phone/backup.ts'
import type { BackupSecret } from '#phone/backup-container.ts'
import { reportBackup } from '#phone/report-backup.ts'
import { appPhone } from '../app-phone.ts'
import { readSetting, writeSetting } from '../settings-store.ts'

/** What this phone remembers of its last backup. */
export interface KeptBackup {
  /** Unix seconds. */
  readonly madeAt: number
  readonly opensWith: BackupSecret['kind']
  /** The enrolments whose accounts are in it. */
  readonly deviceIds: readonly DeviceId[]
  /** Whose organisations do not know of it yet. */
  readonly untold: readonly DeviceId[]
}

export interface BackupState {
  readonly loaded: boolean
  readonly kept: KeptBackup | null
}

let state: BackupState = { loaded: false, kept: null }
const listeners = new Set<() => void>()

function set(next: BackupState) {
  state = next
  for (const listener of listeners) listener()
}

let loading: Promise<void> | undefined

/** Reads what is kept, once. */
export function loadBackup(): Promise<void> {
  loading ??= readSetting('backup').then((kept) => set({ loaded: true, kept: kept ?? null }))
  return loading
}

export function useBackup(): BackupState {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      void loadBackup()
      return () => listeners.delete(changed)
    },
    () => state,
  )
}

/** The person has put it somewhere: from now on it counts, and the organisations are told. */
export async function keepBackup(
  { madeAt, deviceIds }: Pick<MadeBackup, 'madeAt' | 'deviceIds'>,
  opensWith: BackupSecret['kind'],
): Promise<void> {
  // First here: an app that is closed while it tells goes on with it later.
  await write({ madeAt, opensWith, deviceIds, untold: deviceIds })
  await tellOfBackup()
}

/** A backup that was restored from goes on holding what came back from it. */
export const keepRestored = (kept: Omit<KeptBackup, 'untold'>): Promise<void> =>
  write({ ...kept, untold: [] })

/** Tells the organisations that could not be told before. */
export async function tellOfBackup(): Promise<void> {
  await appPhone.store.exclusively('backup', async () => {
    const kept = await readSetting('backup')
    if (!kept || kept.untold.length === 0) return
    const untold = await reportBackup(appPhone, { madeAt: kept.madeAt, deviceIds: kept.untold })
    const now = await readSetting('backup')
    if (now?.madeAt === kept.madeAt) await write({ ...now, untold })
  })
}

async function write(kept: KeptBackup): Promise<void> {
  await writeSetting('backup', kept)
  set({ loaded: true, kept })
}
