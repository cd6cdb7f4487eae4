import { expect, test } from 'vitest'
import { router } from './router.tsx'

/** What a page sees of an address: the router lays what its route read over what stands there. */
function seenBy(page: keyof typeof router.routesById, given: Record<string, unknown>) {
  const read = router.routesById[page].options.validateSearch
  const seen: Record<string, unknown> =
    typeof read === 'function' ? { ...given, ...read({ ...given }) } : given
  return Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== undefined))
}

test('what makes no sense in an address reaches no page', () => {
  expect(seenBy('/users', { status: 'invited,bogus', role: 'bogus', limit: '7' })).toEqual({
    status: ['invited'],
  })
  expect(seenBy('/settings', { section: 'bogus' })).toEqual({})
  expect(seenBy('/users/$userId/merge', { step: '9', into: 'bogus' })).toEqual({})
  expect(seenBy('/cases', { state: 'bogus' })).toEqual({})
})

test('no page takes a value from an address that it does not know', () => {
  const readers = Object.values(router.routesById).filter(({ options }) => options.validateSearch)
  expect(readers.length).toBeGreaterThan(8)
  for (const { id } of readers) expect(seenBy(id, { unheardOf: 'x' })).toEqual({})
})
