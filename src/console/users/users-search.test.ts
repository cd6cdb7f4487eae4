import { expect, test } from 'vitest'
import { filterOf, filterSearchOf, queryOf, usersSearch } from './users-search.ts'

const payroll = '019a0000-0000-7000-8000-000000000001'

test('reads the filters of a shared address', () => {
  expect(
    usersSearch({
      q: 'ing',
      status: 'active,invited,no-way-in',
      kind: 'offboarding',
      role: 'admin',
      scope: 'help-desk,auditor',
      emailVerified: 'no',
      hasPassword: 'yes',
      reset: 'yes',
      signedIn: 'never',
      device: 'not-receiving,none',
      provider: `none,${payroll}`,
      app: payroll,
      from: '2026-02-01',
      to: '2026-02-28',
      sort: 'name',
      dir: 'desc',
      after: 'c',
      page: '3',
      limit: '50',
    }),
  ).toEqual({
    q: 'ing',
    status: ['invited', 'active', 'no-way-in'],
    kind: ['offboarding'],
    role: 'admin',
    scope: ['help-desk', 'auditor'],
    emailVerified: 'no',
    hasPassword: 'yes',
    reset: 'yes',
    signedIn: 'never',
    device: ['none', 'not-receiving'],
    provider: ['none', payroll],
    app: [payroll],
    from: '2026-02-01',
    to: '2026-02-28',
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
      provider: 'google',
      app: 'payroll',
      from: '2026-02-31',
      to: 'yesterday',
      sort: 'shoe size',
      dir: 'up',
      page: '2',
      limit: '7',
    }),
  ).toEqual({ status: ['active'] })
})

test('asks the API for whole days where the reader is', () => {
  const { createdFrom, createdTo } = filterOf({ from: '2026-02-01', to: '2026-02-28' })
  expect(createdFrom).toEqual(new Date(2026, 1, 1))
  expect(createdTo).toEqual(new Date(2026, 1, 28, 23, 59, 59, 999))
})

test('sends yes and no as what they mean, and nothing that was not asked for', () => {
  expect(queryOf({ emailVerified: 'no', reset: 'yes', dir: 'asc' })).toEqual({
    emailVerified: false,
    requiresReset: true,
    sort: 'created',
    reverse: true,
    limit: 25,
  })
})

test('what a saved view or a bulk act goes by is neither page nor order', () => {
  expect(
    filterSearchOf({ q: 'ing', status: ['active'], sort: 'name', after: 'c', page: 2, limit: 50 }),
  ).toEqual({
    q: 'ing',
    status: ['active'],
  })
})
