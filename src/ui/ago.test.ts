import { expect, test } from 'vitest'
import { ago } from './ago.ts'

const now = new Date('2026-11-21T12:00:00Z')
const seconds = 1
const minutes = 60
const hours = 3600
const days = 86_400

test.for([
  [20 * seconds, 'just now'],
  [50 * seconds, '1 min ago'],
  [5 * minutes, '5 min ago'],
  [59 * minutes + 40, '1 h ago'],
  [5 * hours, '5 h ago'],
  [23 * hours + 45 * minutes, '1 d ago'],
  [12 * days, '12 d ago'],
  [-90 * minutes, 'in 2 h'],
] as const)('%i seconds back reads "%s"', ([distance, text]) => {
  expect(ago(new Date(now.getTime() - distance * 1000), now)).toBe(text)
})

test('what is long past is a date', () => {
  expect(ago(new Date('2025-03-31T10:00:00Z'), now)).toMatch(/2025/)
})
