import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  accounts: {
    title: 'Accounts',
    none: "No accounts. They'll appear after the first sign-in to an application.",
    lastSignIn: (at: ReactNode) => <>last sign-in {at}</>,
    activeSince: (at: ReactNode) => <>active since {at}</>,
    ended: (at: ReactNode) => <>ended {at}</>,
    never: 'never signed in',
  },
  events: {
    title: 'Recent events',
    last: 'last 50',
    kind: 'Kind of event',
    none: 'Nothing has happened yet.',
    noneOfKind: 'None of this kind among the last 50.',
    newer: (count: number) =>
      plural(language, count, { one: '# new event — Show', other: '# new events — Show' }),
    merged: 'From a merged record',
    showAll: (count: number) => plural(language, count, { other: 'Show all #' }),
    copy: 'Copy event',
    what: 'the event',
    by: {
      themselves: 'by themselves',
      deleted: 'a deleted user',
      name: (name: string) => `by ${name}`,
      phone: 'by their phone',
      latchkey: 'by Latchkey',
      setupCode: 'with a setup code',
      signInPage: 'on the sign-in page',
    },
  },
  requests: {
    title: 'Authentication requests',
    openCase: 'Open the case',
    none: "No requests. They'll appear when this user signs in.",
    stepUp: 'to confirm an act',
  },
  timeline: {
    reference: (code: ReactNode) => <> · reference {code}</>,
    by: (device: string) => `by ${device}`,
    after: (time: string) => `after ${time}`,
    how: { number: 'By number or QR code', qr: 'By QR code' },
    what: 'reference code',
    seconds: (seconds: string) => `${seconds} s`,
  },
  sso: {
    periods: { 30: 'Last 30 days', 90: 'Last 90 days', 365: 'Last year' },
    title: 'SSO history',
    period: 'Period',
    none: 'No sign-ins through a provider. Failed ones are in Recent events.',
    needsRole: (role: string) => `You need the ${role} role to see this.`,
    deleted: 'Deleted provider',
    last: (at: ReactNode) => <>last: {at}</>,
    noneInPeriod: 'None in this period.',
    table: (name: string) => `Sign-ins through ${name}`,
    when: 'When',
    application: 'Application',
    method: 'Method',
    ownPages: 'Latchkey',
    showAll: (count: number) => plural(language, count, { other: 'Show all #' }),
    daysAgo: (days: number) => plural(language, days, { one: '# day ago', other: '# days ago' }),
    now: 'now',
  },
  /** The console or the account page: a sign-in to one is a sign-in to both. */
  names: { ownPages: 'Latchkey', anApplication: 'an application', aProvider: 'a provider' },
}

/** What the panels of accounts, events, requests and sign-ins through providers say. */
export const historyTexts = inLanguage({ en })
