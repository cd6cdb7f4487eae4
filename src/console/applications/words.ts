import type { ApplicationKind, ApplicationSettings } from '#contract/applications.ts'

export const kindWords: Record<ApplicationKind, { label: string; description: string }> = {
  web: { label: 'Web application', description: 'Runs on a server and keeps a secret.' },
  spa: { label: 'Single-page application', description: 'Runs in the browser alone and keeps no secret.' },
  native: { label: 'Native application', description: 'Runs on a phone or a desktop and keeps no secret.' },
  machine: { label: 'Machine', description: 'Acts for itself, without a person: client credentials.' },
}

export const fieldWords: Record<keyof ApplicationSettings, string> = {
  name: 'Name',
  redirectUris: 'Redirect addresses',
  postLogoutRedirectUris: 'Addresses after signing out',
  access: 'Who may sign in',
  unknownAddress: 'Addresses that cannot sign in',
  sessionSeconds: 'Session length',
  approvalDigits: 'Digits to type on the phone',
  passkeyRequired: 'Only passkeys',
  enabled: 'Enabled',
}

export const accessOptions = {
  everyone: {
    label: 'Everyone in the organisation',
    description: 'An account is made at the first sign-in.',
  },
  assigned: { label: 'Only people with an account' },
} as const

export const unknownAddressOptions = {
  neutral: {
    label: 'Neutral',
    description: 'The page goes on as for anyone, so that nobody can find out who has an account.',
  },
  tell: { label: 'Tell at once', description: 'The page says at once that this address cannot sign in.' },
} as const

export const digitsOptions = {
  2: { label: 'Two', description: 'Quick, and enough against approving without looking.' },
  6: { label: 'Six', description: 'For applications where more is at stake.' },
} as const

/** The offered session lengths, in seconds. */
const lengths: readonly (readonly [seconds: number, words: string])[] = [
  [15 * 60, '15 minutes'],
  [3600, '1 hour'],
  [4 * 3600, '4 hours'],
  [8 * 3600, '8 hours'],
  [12 * 3600, '12 hours'],
  [24 * 3600, '1 day'],
  [7 * 86_400, '7 days'],
  [30 * 86_400, '30 days'],
]

/** The lengths to choose from, the present one among them even where the API set it to something else. */
export function lengthOptions(present: number): Record<string, string> {
  const all = lengths.some(([seconds]) => seconds === present)
    ? lengths
    : [...lengths, [present, `${Math.round(present / 60)} minutes`] as const].toSorted(([a], [b]) => a - b)
  return Object.fromEntries(all.map(([seconds, words]) => [String(seconds), words]))
}
