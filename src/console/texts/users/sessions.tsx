import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  title: 'Sessions',
  revokeOthers: 'Revoke all but this…',
  revokeAll: 'Revoke all…',
  none: "No sessions. They'll appear after the next sign-in.",
  revokeOne: (browser: string) => `Revoke ${browser}`,
  revoke: 'Revoke',
  showEnded: (count: number) => plural(language, count, { other: 'Show # more that ended' }),
  /** The console or the account page: a sign-in to one is a sign-in to both. */
  ownPages: 'Latchkey',
  you: 'This is you',
  kept: 'Kept signed in',
  through: (provider: string) => `· through ${provider}`,
  tokensIn: (applications: string) => `Tokens in ${applications}`,
  issuer: (issuer: string) => `Issuer ${issuer}`,
  active: (at: ReactNode) => <>active {at}</>,
  ended: 'Ended',
  revokeDialog: {
    other: {
      text: (name: string, tokens: string) => `${name} is signed out of Latchkey now. ${tokens}`,
      title: (browser: string) => `Revoke the session on ${browser}`,
    },
    own: {
      title: 'Revoke your own session',
      text: (tokens: string) => `You are signed out of Latchkey now. ${tokens}`,
    },
    action: 'Revoke session',
    done: (browser: string) => `Revoked the session on ${browser}`,
  },
  tokens: {
    none: (sessions: number) =>
      plural(language, sessions, {
        one: 'No application holds an access token under it.',
        other: 'No application holds an access token under them.',
      }),
    end: (time: string) => `Access tokens already given out end by ${time} at the latest.`,
  },
}

/** What is said of sessions, and before one is ended. */
export const sessionsTexts = inLanguage({ en })
