import { expect, test } from 'vitest'
import { piecesOf } from './users-marked.tsx'

const cut = (text: string, ...marks: [number, number][]) =>
  piecesOf(
    text,
    marks.map(([start, end]) => ({ start, end })),
  )
    .map(({ part, isMarked }) => (isMarked ? `[${part}]` : part))
    .join('')

test('marks what was found, and leaves the text as it is', () => {
  expect(cut('John Smith', [0, 1], [5, 10])).toBe('[J]ohn [Smith]')
  expect(cut('John Smith')).toBe('John Smith')
})

test('draws marks in order that overlap, come unordered or reach beyond the text', () => {
  expect(cut('Ingrid', [3, 5], [0, 4])).toBe('[Ingr][i]d')
  expect(cut('Ingrid', [4, 99], [50, 60])).toBe('Ingr[id]')
})
