import { useSyncExternalStore } from 'react'
import type { StatusClaims } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { checkStatus } from '#phone/status.ts'
import { wipe } from '#phone/wipe.ts'
import { appPhone } from './app-phone.ts'
import { tellOfBackup } from './backup/backup-state.ts'
import { enrolledMark } from './enrolled-mark.ts'
import { currentPush } from './push-registration.ts'
import { addFarewell, type Farewell, readSetting, writeSetting } from './settings-store.ts'
import { describeThisPhone } from './this-phone.ts'

/** What this phone holds and how each of it stands, as the screens show it. */
export interface PhoneState {
  readonly loaded: boolean
  readonly enrolments: readonly Enrolment[]
  /** The last verified status of each; kept for a start without a network. */
  readonly statuses: Readonly<Record<DeviceId, StatusClaims>>
  /** Whose status could not be verified just now: nothing changes for them. */
  readonly unchecked: readonly DeviceId[]
  /** Last words of organisations that have gone, one after another. */
  readonly farewells: readonly Farewell[]
  /** The browser cleared the keys of a phone that was set up. */
  readonly keysGone: boolean
}

let state: PhoneState = {
  loaded: false,
  enrolments: [],
  statuses: {},
  unchecked: [],
  farewells: [],
  keysGone: false,
}
const listeners = new Set<() => void>()

function set(change: Partial<PhoneState>) {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

export const phoneState = (): PhoneState => state

export const usePhoneState = (): PhoneState =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => state,
  )

/** Reads what is stored; the worker may have changed it. */
export async function reload(): Promise<void> {
  const [enrolments, statuses, farewells = []] = await Promise.all([
    appPhone.store.listEnrolments(),
    readSetting('statuses'),
    readSetting('farewells'),
  ])
  if (enrolments.length > 0) enrolledMark.set()
  // Somebody said why they have gone: then they were not lost.
  else if (farewells.length > 0) enrolledMark.clear()
  set({
    loaded: true,
    enrolments: [...enrolments].sort((a, b) => a.enrolledAt.getTime() - b.enrolledAt.getTime()),
    statuses: statuses ?? {},
    farewells,
    keysGone: enrolments.length === 0 && enrolledMark.isSet(),
  })
}

export async function dismissFarewell(): Promise<void> {
  const [, ...farewells] = (await readSetting('farewells')) ?? []
  await writeSetting('farewells', farewells)
  set({ farewells })
}

/** The person has read that the keys are gone. */
export function forgetLostKeys(): void {
  enrolledMark.clear()
  set({ keysGone: false })
}

let checkedAt = 0
let checking: Promise<void> | undefined

/** When a check was last asked for, by this page. */
export const lastCheck = (): number => checkedAt

/** Asks every organisation how this phone stands there, and tells it how the phone is reached. */
export function checkAccounts(): Promise<void> {
  checking ??= checkEach().finally(() => {
    checking = undefined
  })
  return checking
}

async function checkEach(): Promise<void> {
  checkedAt = Date.now()
  const report = { dev: await describeThisPhone(), push: await currentPush() }
  const unchecked: DeviceId[] = []
  for (const { deviceId } of await appPhone.store.listEnrolments()) {
    // One at a time with whatever forgets it: a check writes the names it learned.
    await appPhone.store.exclusively(`status:${deviceId}`, async () => {
      const enrolment = await appPhone.store.findEnrolment(deviceId)
      if (!enrolment) return
      const outcome = await checkStatus(appPhone, enrolment, { report, appOrigin: location.origin })
      if (outcome.kind === 'unverified') unchecked.push(deviceId)
      else if (outcome.kind === 'verified') {
        await writeSetting('statuses', { ...(await readSetting('statuses')), [deviceId]: outcome.status })
      } else {
        const kind = outcome.status.why === 'left' ? 'left' : 'gone'
        await addFarewell({ kind, organisation: enrolment.org.name })
        await forget(deviceId)
      }
    })
  }
  set({ unchecked })
  await reload()
  void tellOfBackup()
}

async function forget(deviceId: DeviceId): Promise<void> {
  const left = await wipe(appPhone, deviceId)
  const { [deviceId]: _gone, ...statuses } = (await readSetting('statuses')) ?? {}
  await writeSetting('statuses', statuses)
  if (left === 0) enrolledMark.clear()
}

/** Forgets one organisation, by `act` or, without it, on this phone alone. Nothing else touches it meanwhile. */
export async function forgetOrganisation(
  { deviceId, org }: Enrolment,
  act: () => Promise<unknown> = async () => {},
): Promise<void> {
  await appPhone.store.exclusively(`status:${deviceId}`, async () => {
    await act()
    await forget(deviceId)
    await addFarewell({ kind: 'left', organisation: org.name })
  })
  await reload()
}
