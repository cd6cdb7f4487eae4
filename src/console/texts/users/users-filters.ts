import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from './counts.ts'

const number = (value: number) => value.toLocaleString(language)

const en = {
  yes: 'Yes',
  no: 'No',
  status: { label: 'Status', locked: 'Locked', 'no-way-in': 'No way in', removed: 'Removed' },
  kind: 'Deactivation',
  role: { label: 'Role', admin: 'Admin', user: 'User' },
  scope: 'Admin scope',
  emailVerified: 'Email verified',
  hasPassword: 'Has password',
  reset: 'Password reset required',
  signedIn: {
    label: 'Signed in',
    '7d': 'In the last 7 days',
    '30d': 'In the last 30 days',
    never: 'Never',
  },
  device: {
    label: 'Devices',
    none: 'No device',
    one: 'One',
    several: 'Several',
    'not-receiving': 'Push not delivered',
  },
  provider: 'Provider',
  app: 'Application',
  created: 'Created',
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  title: 'Filters',
  remove: (filter: string) => `Remove the filter ${filter}`,
  open: 'Filter',
  chosen: 'chosen',
  back: ', back to all filters',
  again: 'Try again',
  any: 'Any',
  none: 'There are none yet.',
  from: 'From',
  to: 'To',
  aProvider: 'a provider',
  anApplication: 'an application',
  noProvider: 'No provider',
  counts: {
    found: (count: number, isAbout: boolean) => `${isAbout ? 'About ' : ''}${countsTexts.people(count)}`,
    matches: (count: number, isAbout: boolean) =>
      isAbout
        ? plural(language, count, { one: 'About # person match', other: 'About # people match' })
        : plural(language, count, { one: '# person matches', other: '# people match' }),
    of: (part: string, count: number, isAbout: boolean) =>
      isAbout ? `${part} of about ${number(count)}` : `${part} of ${number(count)}`,
    range: (first: number, last: number) => `${number(first)}–${number(last)}`,
  },
}

/** What the list of users can be narrowed down to, and how many are found. */
export const usersFiltersTexts = inLanguage({ en })
