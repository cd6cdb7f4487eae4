/** Seconds to wait after the first failed attempt, by how much the pause grows, the longest one, and the last attempt. */
const patience = {
  // A request lives two minutes: several attempts fall into them. What a removed phone is told may come days later.
  push: { first: 1, factor: 2.5, most: 21_600, attempts: 22 },
  // RFC 5321 §4.5.4.1 asks for days; the last attempt comes after about three.
  mail: { first: 15, factor: 3, most: 21_600, attempts: 18 },
  // A code lives ten minutes, and whoever waits for it asks for another one.
  sms: { first: 2, factor: 2.5, most: 60, attempts: 8 },
} as const

/**
 * The pause before the next attempt, or undefined when `attempt` was the last.
 *
 * Half of it is chance, so that what failed together does not come back together.
 *
 * @param attempt counts from 1.
 * @param chance from 0 up to 1.
 * @param askedForSeconds what the far side asked for: never less than that.
 */
export function pauseSeconds(
  kind: 'mail' | 'push' | 'sms',
  attempt: number,
  chance: number,
  askedForSeconds = 0,
): number | undefined {
  const { first, factor, most, attempts } = patience[kind]
  if (attempt >= attempts) return undefined
  const full = Math.min(first * factor ** (attempt - 1), most)
  return Math.max(full / 2 + (full / 2) * chance, askedForSeconds)
}
