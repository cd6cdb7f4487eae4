import { expect, test } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { asText } from './as-text.ts'

test('a ticket names the person, every check, the ways in and the attempt', () => {
  const text = asText(
    {
      allowed: false,
      userId: null,
      target: { applicationId: null, name: 'Latchkey console' },
      checks: [
        { check: 'address-known', passed: true, reason: null, remedy: null, fix: null },
        {
          check: 'not-deactivated',
          passed: false,
          reason: 'The user is deactivated.',
          remedy: 'Reactivate the user.',
          fix: 'reactivate',
        },
      ],
      failed: 'not-deactivated',
      ways: [{ method: 'phone', providerId: null, name: 'Phone', works: false, why: 'No phone.', fix: null }],
      attempt: {
        reference: 'LK-7F3K-2Q',
        at: new Date('2026-03-01T10:00:00Z'),
        state: 'failed',
        outcome: 'They were deactivated.',
        address: 'kim@example.com',
      },
    },
    { name: 'Kim Lee', email: 'kim@example.com', id: 'u' as UserId },
    new Date('2026-03-01T11:00:00Z'),
  )
  expect(text.split('\n')).toEqual([
    "Why can't they sign in? Kim Lee <kim@example.com>, u",
    'To reach: Latchkey console',
    'Looked at: 2026-03-01T11:00:00.000Z',
    '',
    'Something stands in the way.',
    '',
    'Checks',
    '[passed] The address belongs to a user',
    '[FAILED] They are not deactivated',
    '         The user is deactivated. Reactivate the user.',
    '',
    'Ways in',
    '[no] Phone: No phone.',
    '',
    'The attempt',
    'LK-7F3K-2Q, 2026-03-01T10:00:00.000Z, kim@example.com',
    'They were deactivated.',
  ])
})
