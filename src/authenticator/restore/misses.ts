import { readSetting, writeSetting } from '../settings-store.ts'

/** Five are free; then every further one costs a wait, which grows. It stands on the phone, so that a restart gains nothing. */
const free = 5
const waitMinutes = [1, 5, 15]

/** Until when nobody may try (milliseconds), and how many tries are left before that. */
export interface Misses {
  readonly left: number
  readonly until: number
}

export async function readMisses(): Promise<Misses> {
  const { count, until } = (await readSetting('restoreMisses')) ?? { count: 0, until: 0 }
  return { left: Math.max(0, free - count), until }
}

export async function addMiss(now = Date.now()): Promise<Misses> {
  const count = ((await readSetting('restoreMisses'))?.count ?? 0) + 1
  const minutes = count < free ? 0 : (waitMinutes[Math.min(count - free, waitMinutes.length - 1)] ?? 0)
  const until = minutes === 0 ? 0 : now + minutes * 60_000
  await writeSetting('restoreMisses', { count, until })
  return { left: Math.max(0, free - count), until }
}

export const forgetMisses = (): Promise<void> => writeSetting('restoreMisses', { count: 0, until: 0 })
