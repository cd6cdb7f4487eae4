import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CheckName, decide, type Facts, type Purpose } from './decide.ts'

const fine: Facts = {
  purpose: 'sign-in',
  organisation: { open: true },
  user: { status: 'active', adminRole: null },
  target: { kind: 'application', enabled: true, access: 'everyone' },
  hasAccount: false,
  devices: { active: 1, suspended: 0 },
}

test('an active person with a phone signs in to an application that is open to everyone', () => {
  const { allowed, failed, checks } = decide(fine)
  expect({ allowed, failed }).toEqual({ allowed: true, failed: null })
  expect(checks.map((check) => check.check)).toEqual([
    'organisation-open',
    'address-known',
    'activated',
    'not-deactivated',
    'application-available',
    'device-can-answer',
    'account-allowed',
  ])
})

test.for<[CheckName, Partial<Facts>]>([
  ['organisation-open', { organisation: { open: false } }],
  ['address-known', { user: null }],
  ['activated', { user: { status: 'invited', adminRole: null } }],
  ['not-deactivated', { user: { status: 'deactivated', adminRole: null } }],
  ['application-available', { target: { kind: 'application', enabled: false, access: 'everyone' } }],
  ['application-available', { target: { kind: 'missing' } }],
  ['device-can-answer', { devices: { active: 0, suspended: 0 } }],
  ['device-can-answer', { devices: { active: 0, suspended: 1 } }],
  ['administrator', { target: { kind: 'console' } }],
  ['account-allowed', { target: { kind: 'application', enabled: true, access: 'assigned' } }],
])('%s fails alone, with a reason and a remedy', ([name, change]) => {
  const verdict = decide({ ...fine, ...change })
  expect(verdict.allowed).toBe(false)
  expect(verdict.failed).toBe(name)
  const failed = verdict.checks.filter((check) => !check.passed)
  expect(failed).toHaveLength(1)
  expect(failed[0]?.reason).toMatch(/\.$/)
  expect(failed[0]?.remedy).toMatch(/\.$/)
})

test('an administrator opens the console, and an assigned person their application', () => {
  expect(
    decide({ ...fine, user: { status: 'active', adminRole: 'auditor' }, target: { kind: 'console' } })
      .allowed,
  ).toBe(true)
  const assigned = { kind: 'application', enabled: true, access: 'assigned' } as const
  expect(decide({ ...fine, target: assigned, hasAccount: true }).allowed).toBe(true)
})

test.for<Purpose>(['ask', 'approve'])('%s does not tell what the person may reach', (purpose) => {
  expect(decide({ ...fine, purpose, target: { kind: 'console' } }).allowed).toBe(true)
  const assigned = { kind: 'application', enabled: true, access: 'assigned' } as const
  expect(decide({ ...fine, purpose, target: assigned }).allowed).toBe(true)
})

test('a session goes on without a phone, but not past a deactivation', () => {
  const refresh = { ...fine, purpose: 'refresh', devices: { active: 0, suspended: 0 } } as const
  expect(decide(refresh).allowed).toBe(true)
  expect(decide({ ...refresh, user: { status: 'deactivated', adminRole: 'owner' } }).failed).toBe(
    'not-deactivated',
  )
})

test('nobody who is not active is allowed anything, whatever else is true', () => {
  const facts = fc.record({
    purpose: fc.constantFrom<Purpose>('ask', 'approve', 'sign-in', 'refresh'),
    organisation: fc.record({ open: fc.boolean() }),
    user: fc.option(
      fc.record({
        status: fc.constantFrom('invited' as const, 'active' as const, 'deactivated' as const),
        adminRole: fc.constantFrom(null, 'owner' as const, 'auditor' as const),
      }),
    ),
    target: fc.constantFrom<Facts['target']>(
      { kind: 'console' },
      { kind: 'missing' },
      { kind: 'application', enabled: true, access: 'everyone' },
      { kind: 'application', enabled: true, access: 'assigned' },
      { kind: 'application', enabled: false, access: 'everyone' },
    ),
    hasAccount: fc.boolean(),
    devices: fc.record({ active: fc.nat(3), suspended: fc.nat(3) }),
  })
  fc.assert(
    fc.property(facts, (these) => {
      const { allowed, failed, checks } = decide(these)
      if (allowed) expect(these).toMatchObject({ user: { status: 'active' }, organisation: { open: true } })
      expect(allowed).toBe(failed === null)
      expect(failed).toBe(checks.find((check) => !check.passed)?.check ?? null)
    }),
  )
})
