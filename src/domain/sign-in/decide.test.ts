import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProviderId } from '#contract/ids.ts'
import { type CheckName, decide, type Facts, type Purpose } from './decide.ts'
import { type WayFacts, waysOf } from './ways.ts'

const codes = { passkeyRequiredFor: [], mailCodes: false, smsCodes: false, overrides: false }
const entra = '0191e0c0-0000-7000-8000-000000000001' as ProviderId

const fine: Facts & { ways: WayFacts } = {
  purpose: 'sign-in',
  organisation: { open: true },
  user: { status: 'active', adminRole: null },
  target: { kind: 'application', enabled: true, access: 'everyone' },
  hasAccount: false,
  accountEnded: false,
  ways: {
    way: 'phone',
    providerId: null,
    policy: { ...codes, order: ['phone', 'password', 'provider'], secondFactor: 'admins' },
    asksPhone: false,
    asksPasskey: false,
    passkeys: { all: 0, accepted: 0 },
    devices: { active: 1, suspended: 0 },
    password: { allowed: true, isSet: true, holds: true, canBeSetByMail: true },
    codes: { mail: true, sms: true, emailVerified: true, mobile: true },
    openOverride: false,
    hints: null,
    locked: false,
    providers: [{ id: entra, name: 'Entra ID', enabled: true, linked: true }],
  },
}

const provider = (change: Partial<WayFacts['providers'][number]>) => ({
  id: entra,
  name: 'Entra ID',
  enabled: true,
  linked: true,
  ...change,
})

/** The same person, with this of their ways. */
const ways = (change: Partial<WayFacts>): Partial<Facts> => ({ ways: { ...fine.ways, ...change } })

test('an active person with a phone signs in to an application that is open to everyone', () => {
  const { allowed, failed, checks } = decide(fine)
  expect({ allowed, failed }).toEqual({ allowed: true, failed: null })
  expect(checks.map((check) => check.check)).toEqual([
    'organisation-open',
    'address-known',
    'activated',
    'not-removed',
    'not-deactivated',
    'application-available',
    'method-allowed',
    'device-can-answer',
    'account-allowed',
    'account-not-ended',
  ])
})

test('for whoever asks why: a phone that waits is to be confirmed, and paused requests are told and bar nobody', () => {
  const none = { active: 0, suspended: 1 }
  const waiting = { pendingDevices: 1, pushesPaused: false }
  const confirm = decide({ ...fine, ...ways({ devices: none, hints: waiting }) })
  expect(confirm.failed).toBe('device-can-answer')
  expect(confirm.checks.find(({ passed }) => !passed)).toMatchObject({
    reason: 'Their new phone waits to be confirmed.',
    fix: 'confirm-device',
  })
  const paused = decide({ ...fine, ...ways({ hints: { pendingDevices: 0, pushesPaused: true } }) })
  expect(paused).toMatchObject({ allowed: true, failed: null })
  expect(paused.checks.find(({ passed }) => !passed)).toMatchObject({
    check: 'requests-ring',
    fix: 'resume-pushes',
  })
  expect(decide(fine).checks.map(({ check }) => check)).not.toContain('requests-ring')
})

test.for<[CheckName, Partial<Facts>]>([
  ['organisation-open', { organisation: { open: false } }],
  ['address-known', { user: null }],
  ['activated', { user: { status: 'invited', adminRole: null } }],
  ['not-deactivated', { user: { status: 'deactivated', adminRole: null } }],
  ['application-available', { target: { kind: 'application', enabled: false, access: 'everyone' } }],
  ['application-available', { target: { kind: 'missing' } }],
  ['not-removed', { user: { status: 'active', adminRole: null, removed: true } }],
  ['method-allowed', ways({ policy: { ...codes, order: ['password'], secondFactor: 'none' } })],
  ['device-can-answer', ways({ devices: { active: 0, suspended: 0 } })],
  ['device-can-answer', ways({ devices: { active: 0, suspended: 1 } })],
  ['password-allowed', ways({ way: 'password', password: { ...fine.ways.password, allowed: false } })],
  ['password-set', ways({ way: 'password', password: { ...fine.ways.password, isSet: false } })],
  ['password-holds', ways({ way: 'password', password: { ...fine.ways.password, holds: false } })],
  ['not-locked', ways({ way: 'password', locked: true })],
  [
    'provider-enabled',
    ways({ way: 'provider', providerId: entra, providers: [provider({ enabled: false })] }),
  ],
  ['provider-linked', ways({ way: 'provider', providerId: entra, providers: [provider({ linked: false })] })],
  ['device-can-answer', ways({ way: 'password', asksPhone: true, devices: { active: 0, suspended: 0 } })],
  ['administrator', { target: { kind: 'console' } }],
  ['account-allowed', { target: { kind: 'application', enabled: true, access: 'assigned' } }],
  ['account-not-ended', { hasAccount: true, accountEnded: true }],
  [
    'account-not-ended',
    {
      target: { kind: 'application', enabled: true, access: 'assigned' },
      hasAccount: true,
      accountEnded: true,
    },
  ],
])('%s fails alone, with a reason and a remedy', ([name, change]) => {
  const verdict = decide({ ...fine, ...change })
  expect(verdict.allowed).toBe(false)
  expect(verdict.failed).toBe(name)
  const failed = verdict.checks.filter((check) => !check.passed)
  expect(failed).toHaveLength(1)
  expect(failed[0]?.reason).toMatch(/\.$/)
  expect(failed[0]?.remedy).toMatch(/\.$/)
  expect(failed[0]?.fix).toMatch(/^[a-z-]+$/)
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
  expect(decide({ ...fine, purpose, hasAccount: true, accountEnded: true }).allowed).toBe(true)
})

test('a session goes on without a phone, but not past a deactivation', () => {
  const refresh = { ...fine, purpose: 'refresh', ways: null } as const
  expect(decide(refresh).allowed).toBe(true)
  expect(decide({ ...refresh, hasAccount: true, accountEnded: true }).failed).toBe('account-not-ended')
  expect(decide({ ...refresh, user: { status: 'deactivated', adminRole: 'owner' } }).failed).toBe(
    'not-deactivated',
  )
})

test('a phone is asked besides a password for whom the policy says so', () => {
  const none = ways({ way: 'password', devices: { active: 0, suspended: 0 } })
  const admin = { status: 'active', adminRole: 'auditor' } as const
  expect(decide({ ...fine, ...none }).allowed).toBe(true)
  expect(decide({ ...fine, ...none, user: admin }).failed).toBe('device-can-answer')
  // Before anything was shown that would tell who is an administrator.
  expect(decide({ ...fine, ...none, user: admin, purpose: 'ask' }).allowed).toBe(true)
})

test('whoever was invited may try the password that they were given, and begins no session by it', () => {
  const invited = {
    ...fine,
    ...ways({ way: 'password' }),
    user: { status: 'invited', adminRole: null },
  } as const
  expect(decide({ ...invited, purpose: 'ask' }).allowed).toBe(true)
  expect(decide(invited).failed).toBe('activated')
  expect(decide({ ...invited, ...ways({ way: 'phone' }), purpose: 'ask' }).failed).toBe('activated')
})

test('every way in is told with what it lacks, in the order of the policy', () => {
  const facts = {
    ...fine,
    ...ways({
      way: null,
      policy: { ...codes, order: ['password', 'phone'], secondFactor: 'none' },
      devices: { active: 0, suspended: 1 },
      password: { allowed: true, isSet: false, holds: true, canBeSetByMail: true },
    }),
  } as Facts & { ways: WayFacts }
  expect(waysOf(facts, facts.ways).map(({ name, works, fix }) => [name, works, fix])).toEqual([
    ['Password', true, 'send-password-link'],
    ['Phone', false, 'remove-device'],
    ['Passkey', false, 'change-sign-in-policy'],
    ['Entra ID', false, 'change-sign-in-policy'],
  ])
  expect(decide(facts)).toMatchObject({ allowed: true })
  const unverified = { ...facts.ways.password, canBeSetByMail: false }
  expect(decide({ ...facts, ways: { ...facts.ways, password: unverified } })).toMatchObject({
    failed: 'way-in',
  })
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
    accountEnded: fc.boolean(),
    ways: fc.option(
      fc.record<WayFacts>({
        way: fc.constantFrom(null, 'phone', 'passkey', 'password', 'provider', 'mail', 'sms', 'override'),
        providerId: fc.constantFrom(null, entra),
        policy: fc.record({
          order: fc.subarray<'phone' | 'passkey' | 'password' | 'provider'>([
            'phone',
            'passkey',
            'password',
            'provider',
          ]),
          secondFactor: fc.constantFrom('none' as const, 'admins' as const, 'everyone' as const),
          passkeyRequiredFor: fc.subarray<'owner' | 'auditor' | 'user'>(['owner', 'auditor', 'user']),
          mailCodes: fc.boolean(),
          smsCodes: fc.boolean(),
          overrides: fc.boolean(),
        }),
        asksPhone: fc.boolean(),
        asksPasskey: fc.boolean(),
        passkeys: fc.record({ all: fc.nat(3), accepted: fc.nat(3) }),
        devices: fc.record({ active: fc.nat(3), suspended: fc.nat(3) }),
        password: fc.record({
          allowed: fc.boolean(),
          isSet: fc.boolean(),
          holds: fc.boolean(),
          canBeSetByMail: fc.boolean(),
        }),
        codes: fc.record({
          mail: fc.boolean(),
          sms: fc.boolean(),
          emailVerified: fc.boolean(),
          mobile: fc.boolean(),
        }),
        openOverride: fc.boolean(),
        hints: fc.constant(null),
        locked: fc.boolean(),
        providers: fc.array(
          fc.record({
            id: fc.constant(entra),
            name: fc.constant('Entra ID'),
            enabled: fc.boolean(),
            linked: fc.boolean(),
          }),
          { maxLength: 1 },
        ),
      }),
    ),
  })
  fc.assert(
    fc.property(facts, (these) => {
      const { allowed, failed, checks } = decide(these)
      const status =
        these.purpose === 'ask' && these.ways?.way === 'password' ? /^(active|invited)$/ : /^active$/
      if (allowed) {
        expect(these.organisation.open).toBe(true)
        expect(these.user?.status).toMatch(status)
      }
      expect(allowed).toBe(failed === null)
      expect(failed).toBe(checks.find((check) => !check.passed)?.check ?? null)
    }),
  )
})
