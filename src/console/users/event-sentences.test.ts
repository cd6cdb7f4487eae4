import { expect, test } from 'vitest'
import type { CheckName } from '#domain/sign-in/decide.ts'
import type { Ending } from '#domain/sign-in/view-sign-in.ts'
import { sentenceOf } from './event-sentences.ts'

/** Reasons that come from what somebody showed, as the steps of a sign-in write them down. */
type Shown =
  | 'wrong-password'
  | 'wrong-code'
  | 'wrong-passcode'
  | 'wrong-passkey'
  | 'passkey-copied'
  | 'passkey-other'
  | 'provider-unknown'
  | 'provider-blocked'
  | 'provider-email-unverified'
  | 'provider-off'

/** Why a sign-in may fail: a check, how its request ended, or what was shown in it. */
const failures: Record<CheckName | Ending | Shown, true> = {
  'organisation-open': true,
  'address-known': true,
  activated: true,
  'not-removed': true,
  'not-deactivated': true,
  'application-available': true,
  'way-in': true,
  'method-allowed': true,
  'password-allowed': true,
  'password-set': true,
  'password-holds': true,
  'not-locked': true,
  'provider-enabled': true,
  'provider-linked': true,
  'passkey-registered': true,
  'passkey-accepted': true,
  'code-allowed': true,
  'code-can-be-sent': true,
  'override-reaches': true,
  'device-can-answer': true,
  'requests-ring': true,
  administrator: true,
  'account-allowed': true,
  'account-not-ended': true,
  denied: true,
  'wrong-number': true,
  reported: true,
  superseded: true,
  unanswered: true,
  'wrong-password': true,
  'wrong-code': true,
  'wrong-passcode': true,
  'wrong-passkey': true,
  'passkey-copied': true,
  'passkey-other': true,
  'provider-unknown': true,
  'provider-blocked': true,
  'provider-email-unverified': true,
  'provider-off': true,
}

const names = {
  application: (id: string | null) => (id === null ? 'Latchkey' : 'Payroll'),
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

test('why a sign-in failed is said in words, whatever it was', () => {
  for (const reason of Object.keys(failures)) {
    const data = { userId: 'u', signInId: 's', applicationId: 'a', reason }
    const sentence = sentenceOf({ type: 'user.signin.failed', data }, names)
    expect(sentence).toMatch(/^Sign-in to Payroll failed: /)
    expect(sentence, reason).not.toBe(`Sign-in to Payroll failed: ${reason}`)
  }
})
