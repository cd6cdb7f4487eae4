import { expect, test } from 'vitest'
import { mergeSearch } from './merge-search.ts'

const into = '01890000-0000-7000-8000-000000000000'

test('a step needs somebody to keep, and a link to somebody begins at the comparison', () => {
  expect(mergeSearch({ step: '3' })).toEqual({})
  expect(mergeSearch({ into: 'kim', step: '3' })).toEqual({})
  expect(mergeSearch({ into })).toEqual({ into, step: 2 })
  expect(mergeSearch({ into, step: '1' })).toEqual({ into, step: 1 })
  expect(mergeSearch({ into, step: 3 })).toEqual({ into, step: 3 })
  expect(mergeSearch({ into, step: '9' })).toEqual({ into, step: 2 })
})
