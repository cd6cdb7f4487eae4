import { expect, test } from 'vitest'
import { usersSearch } from './users-search.ts'

test('reads the filters of a shared address', () => {
  expect(
    usersSearch({
      q: 'ing',
      status: 'active,invited',
      role: 'admin',
      sort: 'name',
      dir: 'desc',
      after: 'c',
      page: '3',
      limit: '50',
    }),
  ).toEqual({
    q: 'ing',
    status: ['invited', 'active'],
    role: 'admin',
    sort: 'name',
    dir: 'desc',
    after: 'c',
    page: 3,
    limit: 50,
  })
})

test('leaves out what makes no sense, and keeps the rest', () => {
  expect(
    usersSearch({
      q: '',
      status: 'active,asleep',
      role: 'king',
      sort: 'shoe size',
      dir: 'up',
      page: '2',
      limit: '7',
    }),
  ).toEqual({
    status: ['active'],
  })
})
