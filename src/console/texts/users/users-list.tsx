import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
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
}

/** What the list of users says: its columns, selection and what stands in place of rows. */
export const usersListTexts = inLanguage({ en })
