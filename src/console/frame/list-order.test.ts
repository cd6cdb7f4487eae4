import { expect, test } from 'vitest'
import { neighbourOf, rememberOrder } from './list-order.ts'

test('[ and ] lead along the list one came from, and stop at its ends', () => {
  rememberOrder(['/admin/users/a', '/admin/users/b', '/admin/users/c'])
  expect(neighbourOf('/admin/users/b', ']')).toBe('/admin/users/c')
  expect(neighbourOf('/admin/users/b', '[')).toBe('/admin/users/a')
  expect(neighbourOf('/admin/users/a', '[')).toBeUndefined()
  expect(neighbourOf('/admin/users/z', ']')).toBeUndefined()
  expect(neighbourOf('/admin/users/b', 'b')).toBeUndefined()
})
