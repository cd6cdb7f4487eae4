import { expect, test } from 'vitest'
import { pauseSeconds } from './backoff.ts'

/** The seconds from the first attempt to each later one, when chance is at its longest. */
function schedule(kind: 'mail' | 'push'): number[] {
  const at: number[] = []
  let elapsed = 0
  for (let attempt = 1; ; attempt++) {
    const pause = pauseSeconds(kind, attempt, 1)
    if (pause === undefined) return at
    elapsed += pause
    at.push(elapsed)
  }
}

test('a request is rung for at least four times more while it lives', () => {
  expect(schedule('push').filter((at) => at < 120).length).toBeGreaterThanOrEqual(4)
})

test.each(['mail', 'push'] as const)('%s is given up after two to four days', (kind) => {
  const days = (schedule(kind).at(-1) ?? 0) / 86_400
  expect(days).toBeGreaterThan(2)
  expect(days).toBeLessThan(4)
})

test('what failed together does not come back together', () => {
  expect(pauseSeconds('mail', 3, 0)).toBe(67.5)
  expect(pauseSeconds('mail', 3, 1)).toBe(135)
})

test('never comes back before it was asked to', () => {
  expect(pauseSeconds('push', 1, 1, 30)).toBe(30)
})
