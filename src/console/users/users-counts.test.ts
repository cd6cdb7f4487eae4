import { expect, test } from 'vitest'
import { countText, rangeText } from './users-counts.ts'

test('counts exactly, or says "about"', () => {
  expect(countText({ value: 1204, about: false }, false)).toBe('1,204 people')
  expect(countText({ value: 727_000, about: true }, true)).toBe('About 727,000 people match')
  expect(countText({ value: 1, about: false }, true)).toBe('1 person matches')
  expect(countText(null, true)).toBeUndefined()
})

test('says which part of the list is shown', () => {
  const second = { page: 2, isFurther: true, limit: 25, shown: 25, count: { value: 727_000, about: true } }
  expect(rangeText(second)).toBe('26–50 of about 727,000')
  expect(rangeText({ ...second, count: null })).toBe('26–50')
})

test('a link into the middle does not pretend to be the first page', () => {
  const linked = { page: 1, isFurther: true, limit: 25, shown: 25, count: { value: 80, about: false } }
  expect(rangeText(linked)).toBe('25 people of 80')
})
