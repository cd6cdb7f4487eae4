import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  kind: 'Kind',
  kinds: {
    web: { label: 'Web application', description: 'Runs on a server and keeps a secret.' },
    spa: {
      label: 'Single-page application',
      description: 'Runs in the browser alone and keeps no secret.',
    },
    native: {
      label: 'Native application',
      description: 'Runs on a phone or a desktop and keeps no secret.',
    },
    machine: { label: 'Machine', description: 'Acts for itself, without a person: client credentials.' },
  },
  fields: {
    name: 'Name',
    redirectUris: 'Redirect addresses',
    postLogoutRedirectUris: 'Addresses after signing out',
    access: 'Who may sign in',
    unknownAddress: 'Addresses that cannot sign in',
    sessionSeconds: 'Session length',
    approvalDigits: 'Digits to type on the phone',
    passkeyRequired: 'Only passkeys',
    enabled: 'Enabled',
  },
  descriptions: {
    name: 'Shown on the sign-in page and on the phone.',
    redirectUris:
      'Where people are sent back to after signing in; one on each line, compared letter by letter.',
    sessionSeconds: 'After this time people sign in again.',
    passkeyRequired:
      'A phone, a password or a provider is not enough here: people sign in with a passkey, which no other website can ask for. Who has none adds one on their account page first, with their phone.',
  },
  access: {
    everyone: {
      label: 'Everyone in the organisation',
      description: 'An account is made at the first sign-in.',
    },
    assigned: { label: 'Only people with an account' },
  },
  unknownAddress: {
    neutral: {
      label: 'Neutral',
      description: 'The page goes on as for anyone, so that nobody can find out who has an account.',
    },
    tell: { label: 'Tell at once', description: 'The page says at once that this address cannot sign in.' },
  },
  digits: {
    2: { label: 'Two', description: 'Quick, and enough against approving without looking.' },
    6: { label: 'Six', description: 'For applications where more is at stake.' },
  },
  minutes: (count: number) => plural('en', count, { one: '# minute', other: '# minutes' }),
  hours: (count: number) => plural('en', count, { one: '# hour', other: '# hours' }),
  days: (count: number) => plural('en', count, { one: '# day', other: '# days' }),
  noName: 'Enter a name',
  noAddress: 'Enter at least one address',
  wrongAddress: (address: string) =>
    `“${address}” can't be used. Take https, http on localhost, or a private scheme such as com.example.app:/callback`,
}

/** How an application signs people in. */
export const applicationSettingsTexts = inLanguage({ en })
