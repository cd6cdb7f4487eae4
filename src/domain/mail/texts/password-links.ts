import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

interface About {
  readonly organisation: string
  readonly firstName: string
}

/** For whom there is no link, and what they can do. */
const instead = {
  provider:
    'You have no password here: choose the button of your provider, such as your company’s own sign-in, on the sign-in page.',
  phone: 'You have no password here: sign in with the app on your phone. Lost it? Ask your administrator.',
  unverified:
    'This address was not confirmed yet, so no password can be set by it. Ask your administrator for a link to set one.',
  invited:
    'Your account is not set up yet. Open the invitation that you were sent, or ask your administrator for a new one.',
}

const en = {
  link: ({
    organisation,
    firstName,
    asked,
    expiresAt,
    href,
  }: About & {
    /** By somebody at the sign-in page, and not by an administrator. */ asked: boolean
    expiresAt: Date
    href: string
  }) => ({
    subject: `Set a password at ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      asked
        ? `Somebody asked for a new password for your account at ${organisation}.`
        : `An administrator at ${organisation} sent you this link to set a password.`,
      `It works once, until ${inUtc('en-GB', expiresAt)}.`,
      asked
        ? 'You did not ask for it? Then ignore this mail: nothing changes without the link. Give it to nobody.'
        : 'You did not expect it? Then ask your administrator before you use it. Give it to nobody.',
    ],
    link: { href, label: 'Set a password', after: 2 },
  }),
  instead: ({ organisation, firstName, reach }: About & { reach: keyof typeof instead }) => ({
    subject: `How to sign in at ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      `Somebody asked for a new password for your account at ${organisation}.`,
      instead[reach],
      'You did not ask for it? Then there is nothing to do.',
    ],
  }),
}

/** What "Forgot your password?" sends. */
export const passwordLinkMails = byLanguage({ en })
