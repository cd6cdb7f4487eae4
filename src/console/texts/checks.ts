import { inLanguage } from '#ui/in-language.ts'

const checks: Record<string, string> = {
  'organisation-open': 'The organisation is open',
  'address-known': 'The address belongs to a user',
  activated: 'They have activated their account',
  'not-removed': 'They belong to the organisation',
  'not-deactivated': 'They are not deactivated',
  'application-available': 'What they want to reach is there and switched on',
  'way-in': 'At least one way to sign in works for them',
  'method-allowed': 'The policy allows the way they chose',
  'password-allowed': 'The policy allows them a password',
  'password-set': 'They have a password',
  'password-holds': 'Their password is good',
  'not-locked': 'They are not locked after failed tries',
  'provider-enabled': 'The provider is switched on',
  'provider-linked': 'They are linked with the provider',
  'passkey-registered': 'They have a passkey',
  'passkey-accepted': 'Their passkey is accepted',
  'code-allowed': 'They may sign in by a code',
  'code-can-be-sent': 'A code can be sent to them',
  'override-reaches': 'A passcode of an administrator is enough for what they want to reach',
  'device-can-answer': 'One of their phones can answer',
  'requests-ring': 'Sign-in requests ring their phones',
  administrator: 'They are an administrator',
  'account-allowed': 'The application is open to them',
  'account-not-ended': 'They were not removed from the application',
}

const en = {
  checks,
  /** As plain text, for a ticket. */
  ticket: {
    title: (who: string) => `Why can't they sign in? ${who}`,
    unknown: 'An unknown address',
    person: (name: string, email: string, id: string) => `${name} <${email}>, ${id}`,
    toReach: (target: string) => `To reach: ${target}`,
    lookedAt: (instant: string) => `Looked at: ${instant}`,
    allowed: 'Nothing stands in the way now.',
    refused: 'Something stands in the way.',
    checks: 'Checks',
    passed: '[passed]',
    failed: '[FAILED]',
    ways: 'Ways in',
    works: '[works]',
    fails: '[no]',
    because: (name: string, why: string) => `${name}: ${why}`,
    attempt: 'The attempt',
  },
}

/** What each check of the decision asks, as a statement that holds where it passes; and a diagnosis as text. */
export const checksTexts = inLanguage({ en })
