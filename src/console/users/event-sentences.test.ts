import { expect, test } from 'vitest'
import { sentenceOf } from './event-sentences.ts'

const names = {
  application: (id: string | null) => (id === null ? 'the console' : 'Payroll'),
  provider: () => 'Entra ID',
}

test('events read as sentences', () => {
  const said = (type: string, data: Record<string, unknown>) => sentenceOf({ type, data }, names)
  expect(
    said('user.signin.succeeded', { applicationId: 'a', newBrowser: true, providerId: 'p', amr: [] }),
  ).toBe('Signed in to Payroll through Entra ID with a new browser')
  expect(said('user.role.changed', { before: null, after: 'auditor' })).toBe('Made an auditor')
  expect(said('user.role.changed', { before: 'owner', after: 'help-desk' })).toBe(
    'Role changed from owner to help desk',
  )
  expect(said('user.role.changed', { before: 'owner', after: null })).toBe('Is no longer an owner')
  expect(said('user.locked', { failures: 1 })).toBe('Locked for unknown browsers after 1 failed try')
  expect(said('user.merged', { sessionsMoved: 2, devicesMoved: 1, linksMoved: 0, accountsMoved: 3 })).toBe(
    'A duplicate was merged into this user: 2 sessions, 1 device, 0 linked providers, 3 accounts moved',
  )
  expect(said('user.provider.unlinked', { providerId: 'p', blocked: true })).toBe(
    'Unlinked from Entra ID, and linking again blocked',
  )
  expect(said('user.updated', { changes: { externalId: {}, mobile: {} } })).toBe(
    'Changed: external ID, mobile number',
  )
  expect(said('something.new', {})).toBe('something.new')
})
