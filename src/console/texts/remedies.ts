import { inLanguage } from '#ui/in-language.ts'

const en = {
  openTarget: (name: string) => `Open ${name}`,
  provider: 'Open the provider',
  policy: 'Open the sign-in policy',
  devices: 'Show their devices',
  restore: 'Restore user…',
  invite: 'Send invitation…',
  issueCode: 'Issue setup code',
  resume: 'Let requests ring again',
  unlock: 'Unlock',
  passwordLink: 'Send set-password link',
  noMail: 'No mail server is set up',
  allowPassword: 'Allow a password',
  makeAdmin: 'Make admin…',
  restoreAccess: (application: string) => `Restore access to ${application}…`,
  /** An act that asks something first. */
  asks: (act: string) => `${act}…`,
  assign: {
    begin: (application: string) => `Add to ${application}…`,
    title: (name: string, application: string) => `Add ${name} to ${application}`,
    action: 'Add to application',
    done: (name: string, application: string) => `Adding ${name} to ${application}`,
    text: 'They get an account there and can sign in to it within a moment.',
  },
}

/** What puts right why somebody cannot sign in. */
export const remediesTexts = inLanguage({ en })
