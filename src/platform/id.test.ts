import { expect, test } from 'vitest'
import { newId } from './id.ts'
import { randomCrockford, randomDigits, randomToken } from './random.ts'

const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const millisecond = (id: string) => Number.parseInt(id.slice(0, 13).replace('-', ''), 16)

test('ids are UUIDv7, ascend, and differ, also many within one millisecond', () => {
  const ids = Array.from({ length: 50_000 }, () => newId())
  expect(ids.every((id) => uuidv7.test(id))).toBe(true)
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
  // A full counter borrows from the future, by no more than it made.
  expect(Math.abs(millisecond(newId()) - Date.now())).toBeLessThan(100)
})

test('an id carries the instant it is given', () => {
  const at = new Date('2026-01-02T03:04:05.678Z')
  expect(millisecond(newId(at))).toBe(at.getTime())
  expect(newId(at)).toMatch(uuidv7)
  expect(newId(at)).not.toBe(newId(at))
})

test('random digits do not begin with zero, and each digit is as frequent as the others', () => {
  const seen = new Map<string, number>()
  for (let round = 0; round < 20_000; round++) {
    const digits = randomDigits(6)
    expect(digits).toMatch(/^[1-9]\d{5}$/)
    const last = digits.slice(-1)
    seen.set(last, (seen.get(last) ?? 0) + 1)
  }
  for (const count of seen.values()) expect(count).toBeGreaterThan(1700)
  expect(seen.size).toBe(10)
})

test('random text has the alphabet and the length it is asked for', () => {
  const letters = new Set(randomCrockford(5000))
  expect([...letters].sort().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ')
  expect(randomCrockford(8)).toHaveLength(8)
  expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32)
  expect(randomToken(16)).toMatch(/^[A-Za-z0-9_-]{22}$/)
})
