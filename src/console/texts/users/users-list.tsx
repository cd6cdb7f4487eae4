import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from './counts.ts'

const number = (value: number) => value.toLocaleString(language)

const en = {
  filters: {
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
  },
  title: 'Users',
  copyLink: 'Copy link to this list',
  link: 'the link',
  exportMatching: 'Export who matches as CSV…',
  exportAll: 'Export everybody as CSV…',
  clearFilters: 'Clear filters',
  search: 'Search name, email, mobile or ID',
  more: 'More for this list',
  notUpdated: "We couldn't update this list",
  found: { nobody: 'Nobody found', best: 'Best matches first', more: 'More matches' },
  table: {
    perPage: 'Rows per page',
    rows: (rows: number) => plural(language, rows, { one: '# row', other: '# rows' }),
    unselect: 'Unselect',
    select: 'Select',
  },
  empty: {
    noMatch: {
      title: 'No users match',
      text: 'Search looks at names, emails and mobile numbers, and at IDs and reference codes as a whole.',
    },
    end: { title: 'Nobody on this page', action: 'Go to the first page' },
    first: {
      title: 'Add your first people',
      text: 'Each gets a setup link for their phone, and can then sign in to your applications with it.',
    },
  },
  selection: {
    tooMany: (most: number) =>
      plural(language, most, {
        one: 'At most # person can be ticked',
        other: 'At most # people can be ticked',
      }),
    title: 'Selection',
    count: (count: number) => plural(language, count, { other: '# selected' }),
    acts: 'Actions',
    more: 'More',
    clear: 'Clear selection',
    all: {
      some: 'All that match selected',
      about: (count: number) => plural(language, count, { other: 'All that match selected, about #' }),
      exact: (count: number) => plural(language, count, { other: 'All # selected' }),
    },
    offer: {
      some: 'Select all that match',
      about: (count: number) => plural(language, count, { other: 'Select all that match, about #' }),
      exact: (count: number) => plural(language, count, { other: 'Select all # that match' }),
    },
  },
  status: {
    removed: 'Removed',
    locked: 'Locked',
    noWayIn: 'No way in',
    noDevice: 'No device',
    notDelivered: {
      why: "Push isn't delivered to their phone. They can still open the app, or scan the QR code.",
      label: 'Push not delivered',
    },
  },
  columns: {
    exact: {
      email: 'Email',
      'user-id': 'User ID',
      'external-id': 'External ID',
      'provider-subject': 'Provider subject',
      did: 'DID',
      'session-id': 'Session',
      'device-id': 'Device',
      reference: 'Reference code',
    },
    name: 'Name',
    email: 'Email',
    status: 'Status',
    accounts: 'Accounts',
    role: 'Role',
    lastSignIn: 'Last sign-in',
    never: (onPhone: (words: string) => ReactNode) => <>Never{onPhone(' signed in')}</>,
    created: 'Created',
    foundBy: 'Found by',
  },
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

/** What the list of users says: its filters, columns, selection and what stands in place of rows. */
export const usersListTexts = inLanguage({ en })
