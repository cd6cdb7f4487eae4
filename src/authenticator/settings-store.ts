import type { StatusClaims } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { KeptBackup } from './backup/backup-state.ts'
import { deleteOne, readOne, writeOne } from './indexed-db.ts'
import type { OnboardingDraft } from './onboarding/onboarding-draft.ts'

/** Why an organisation has gone from this phone; said once. */
export interface Farewell {
  /** `revoked`: a push told, and the signed status agreed. `gone`: learned on opening. `left`: by the person. */
  readonly kind: 'revoked' | 'gone' | 'left'
  readonly organisation: string
}

/** What the app remembers beside its keys; nothing of it is secret but an invitation that is under way. */
interface Settings {
  onboarding: OnboardingDraft
  deviceName: string
  /** Those that nobody has read yet, the first to be said first. */
  farewells: readonly Farewell[]
  /** Ask for the person when the app is opened. */
  lock: boolean
  /** The last verified status of each enrolment, for a phone without a network. */
  statuses: Readonly<Record<DeviceId, StatusClaims>>
  /** What is known here of the last backup; nothing that opens it. */
  backup: KeptBackup
  /** Secrets typed in vain at a restore, and until when the next has to wait (milliseconds). */
  restoreMisses: { readonly count: number; readonly until: number }
}

export const readSetting = <K extends keyof Settings>(key: K) => readOne<Settings[K]>('settings', key)

export const writeSetting = <K extends keyof Settings>(key: K, value: Settings[K]) =>
  writeOne('settings', key, value)

/** Adds last words, or gives an organisation's others; those of a push that told first stay. */
export async function addFarewell(farewell: Farewell): Promise<void> {
  const all = (await readSetting('farewells')) ?? []
  const said = all.find(({ organisation }) => organisation === farewell.organisation)
  if (said?.kind === 'revoked') return
  await writeSetting('farewells', [...all.filter((one) => one !== said), farewell])
}

export const forgetSetting = (key: keyof Settings) => deleteOne('settings', key)
