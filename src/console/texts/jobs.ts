import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  states: { running: 'Running', paused: 'Paused', stopped: 'Stopped', finished: 'Finished' },
  rows: { waiting: 'Waiting', succeeded: 'Done', skipped: 'Passed over', failed: 'Failed' },
  left: {
    soon: 'less than a minute left',
    minutes: (minutes: number) => plural(language, minutes, { other: 'about # min left' }),
    hours: (hours: number) => plural(language, hours, { other: 'about # hours left' }),
  },
  chip: {
    paused: 'paused',
    percent: (percent: number) => `${percent} %`,
    finished: (job: string, failed: number) =>
      failed > 0 ? `${job}: finished, ${failed.toLocaleString(language)} failed` : `${job}: finished`,
  },
  acts: {
    'send-invitation': {
      label: 'Send invitations…',
      on: (people: string) => `Send invitations to ${people}`,
      what: 'Each gets an email with a setup link. Setup codes issued earlier stop working. Who has a phone already is passed over.',
      doing: 'Sending invitations',
      done: 'invited',
    },
    'require-password-reset': {
      label: 'Require password reset…',
      on: (people: string) => `Require a password reset of ${people}`,
      what: 'Each is asked for a new password at the next sign-in. Who has no password is passed over.',
      doing: 'Requiring password resets',
      done: 'asked for a new password',
    },
    'revoke-sessions': {
      label: 'Revoke sessions…',
      on: (people: string) => `Revoke the sessions of ${people}`,
      what: 'Each is signed out of Latchkey now. Access tokens that applications hold end within minutes.',
      doing: 'Revoking sessions',
      done: 'signed out',
    },
    'verify-email': {
      label: 'Verify emails…',
      on: (people: string) => `Verify the emails of ${people}`,
      what: 'Each address counts as verified, without a message to its owner. Do this for addresses that you know to be theirs.',
      doing: 'Verifying emails',
      done: 'verified',
    },
    'add-to-application': {
      label: 'Add to an application…',
      on: (people: string) => `Add ${people}`,
      what: 'Each gets an account in the application.',
      doing: 'Adding to an application',
      done: 'added',
    },
    export: {
      label: 'Export as CSV…',
      on: (people: string) => `Export ${people}`,
      what: 'A file with name, email, status, role and dates of each. The export stands in the audit log.',
      doing: 'Exporting',
      done: 'exported',
    },
    reactivate: {
      label: 'Reactivate…',
      on: (people: string) => `Reactivate ${people}`,
      what: 'Each can sign in again with the devices and accounts they had.',
      doing: 'Reactivating users',
      done: 'reactivated',
    },
    deactivate: {
      label: 'Deactivate…',
      on: (people: string) => `Deactivate ${people}`,
      what: 'Sessions, tokens and requests of each end now. Devices, accounts and links stay.',
      doing: 'Deactivating users',
      done: 'deactivated',
    },
  },
}

/** What the acts on many people are called, and how they stand. */
export const jobsTexts = inLanguage({ en })
