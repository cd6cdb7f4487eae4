import { expect, test } from 'vitest'
import type { User } from '#contract/users.ts'
import { differing, draftOf, readDraft, takenBack } from './identity-draft.ts'

const kim = {
  firstName: 'Kim',
  lastName: 'Lee',
  adminRole: null,
  mobile: '+49170123456',
  personalEmail: null,
  externalId: null,
  version: 3,
} as User // the fields that the form shows

test('only what was changed is sent, and an emptied field is taken away', () => {
  expect(readDraft(draftOf(kim), kim)).toEqual({ change: {} })
  expect(readDraft({ ...draftOf(kim), firstName: ' Kimberly ', mobile: '', role: 'auditor' }, kim)).toEqual({
    change: { firstName: 'Kimberly', mobile: null, adminRole: 'auditor' },
  })
})

test('a name cannot be emptied, and an address must be one', () => {
  expect(readDraft({ ...draftOf(kim), lastName: ' ', personalEmail: 'kim' }, kim)).toEqual({
    errors: { lastName: 'Enter a last name', personalEmail: 'Enter an email address' },
  })
})

test('a change is taken back field by field', () => {
  expect(takenBack({ firstName: 'Kimberly', adminRole: 'owner' }, kim)).toEqual({
    firstName: 'Kim',
    adminRole: null,
  })
})

test('two readings differ in what the form shows, not in what it does not', () => {
  expect(differing(kim, { ...kim, version: 4, lastSignInAt: new Date() })).toEqual([])
  expect(differing(kim, { ...kim, adminRole: 'owner', lastName: 'Ray' })).toEqual(['lastName', 'role'])
})
