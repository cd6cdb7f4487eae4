import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'

/** How long a session lasts, in seconds. */
export interface SessionLengths {
  readonly lifetimeSeconds: number
  /** Without activity. */
  readonly idleSeconds: number
  /** The person asked to stay signed in: the cookie outlives the browser. */
  readonly kept: boolean
}

const day = 86_400

/**
 * How long a session that begins now lasts, by the organisation's setting. A kept one does not end by idle time; the console's is never
 * kept. An application's own limit shortens it, and never lengthens it.
 */
export async function sessionLengths(
  work: Work,
  { isConsole, keep, atMostSeconds }: { isConsole: boolean; keep: boolean; atMostSeconds: number | null },
): Promise<SessionLengths> {
  const policy = await readSetting(work, 'session')
  if (isConsole) return { ...consoleLimits(policy), kept: false }
  const kept = keep && (await readSetting(work, 'sign-in')).keepSignedIn
  const longest = kept ? policy.keptDays * day : policy.lifetimeHours * 3600
  const lifetimeSeconds = Math.min(longest, atMostSeconds ?? longest)
  return { lifetimeSeconds, idleSeconds: kept ? lifetimeSeconds : policy.idleMinutes * 60, kept }
}

/** What the console allows any session, however it began. */
export const consoleLimits = (policy: {
  readonly consoleIdleMinutes: number
  readonly consoleLifetimeHours: number
}) => ({
  lifetimeSeconds: policy.consoleLifetimeHours * 3600,
  idleSeconds: policy.consoleIdleMinutes * 60,
})
