import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from './counts.ts'

const en = {
  questions: {
    noBackup: 'none',
    device: (model: string, isActive: boolean, used: ReactNode) => (
      <>
        {model}
        {isActive ? ', active' : ''}, used {used}
      </>
    ),
    suggested: '(suggested)',
    noPhone: 'There is no phone to remove',
    whichFirst: 'Say first which phone is gone',
    lastBackup: (at: ReactNode) => <>Last backup known here: {at}</>,
    title: '1 of 2: What happened?',
    which: 'Which phone is gone?',
    cannotSay: 'They can’t say, or more than one',
    backup: { label: 'Is there a backup?', yes: 'Yes, they can open it' },
    no: 'No',
    unknown: 'They don’t know',
    locked: { label: 'Was the phone locked?', description: 'By a code, a fingerprint or a face.' },
    yes: 'Yes',
    whatToDo: 'What to do',
    suggestion: {
      remove: (why: string) => `Removing it is enough. ${why}`,
      unregister: (why: string) => `Unregister all. ${why}`,
    },
    remove: {
      label: 'Remove the phone',
      description:
        'Their identity stays: a backup restores it, with a claim code of yours. Other phones go on.',
    },
    unregister: {
      label: 'Unregister All Devices',
      description: (person: string) =>
        `Every phone goes and the identity of ${person} is reset. Backups made before stop working.`,
    },
    cancel: 'Cancel',
    answerFirst: 'Answer the three questions first',
    continue: 'Continue',
  },
  steps: {
    devices: 'Devices',
    identity: 'Identity',
    requests: 'Sign-in requests',
    passkeys: 'Passkeys',
    sessions: 'Sessions',
    'setup-code': 'Setup code',
    override: 'Passcode',
    notices: 'Notices',
  },
  states: { done: 'Done', skipped: 'Not needed', failed: 'Failed' },
  receipt: {
    person: (name: string, email: string) => `Lost phone: ${name} <${email}>`,
    by: (organisation: string, at: string, by: string) => `${organisation}, ${at}, by ${by}`,
    evidence: (evidence: string) => `Recognised by: ${evidence}`,
    notAll: 'Not everything worked',
    title: 'What was done',
    what: 'the receipt',
    copy: 'Copy receipt',
    read: "I've read it to them",
    done: 'Done',
  },
  title: (person: string) => `Lost phone of ${person}`,
  again: 'Try again',
  plan: {
    remove: {
      text: (device: string) =>
        `${device} can approve nothing from now on, whoever holds it. A backup restores only with a claim code of yours.`,
      act: (device: string) => `Removed ${device}; the identity stays`,
      title: (device: string) => `Remove ${device}`,
      action: 'Remove device',
    },
    unregister: {
      text: (phones: number, accounts: number) =>
        `${phones > 0 ? `${countsTexts.phones(phones)} can approve nothing from now on. ` : ''}Their identity is reset here${accounts > 0 ? ` and in ${countsTexts.accounts(accounts)}` : ''}; backups made before stop working.`,
      act: 'Unregistered all devices; the identity was reset',
      title: 'Unregister all devices',
      action: 'Unregister All Devices',
    },
    noCode: 'No code can be issued for them',
    noOverride: 'Not allowed for them, or not by the sign-in policy',
    recogniseFirst: 'Say first how you recognised them',
    step: (what: string) => `2 of 2: ${what}`,
    follows: (what: string, isElsewhere: boolean, name: string) =>
      `${what}${isElsewhere ? ' Other organisations are not touched.' : ''} ${name} is told by email.`,
    evidence: {
      label: 'How did you recognise them?',
      description:
        'Such as: called back on the number in their record. For administrators only, kept with the event.',
    },
    sessions: {
      none: 'End open sessions (there are none now)',
      end: (sessions: number) =>
        plural(language, sessions, { one: 'End the open session', other: 'End all # open sessions' }),
      description: 'Without it, those end that the phone approved.',
      all: (sessions: number) => plural(language, sessions, { other: 'All open sessions end (# now).' }),
    },
    passkeys: {
      label: 'Which passkeys end?',
      description:
        'One that lies on the phone signs in whoever can unlock it. Ask which those are: it is not known here.',
      about: (isSynced: boolean, used: ReactNode) => (
        <>
          {isSynced ? 'Synced with other devices of theirs' : 'On one device'}
          {used ? <>, used {used}</> : ', never used'}
        </>
      ),
    },
    next: {
      label: 'How do they go on?',
      code: 'A new phone is at hand: claim code',
      restore: 'They scan it and restore their backup, with its passphrase or recovery code.',
      anew: 'They scan it and set up the phone anew.',
      override: {
        label: 'No phone today: a passcode',
        description: 'You read it to them. It signs them in once.',
      },
      nothing: {
        label: 'Nothing yet',
        goesOn: 'They go on with the phone they have.',
        later: 'They get a code when they call again.',
      },
    },
    goodFor: 'Good for',
    type: (phrase: ReactNode) => <>Type {phrase} to confirm</>,
    working: 'Ending what the phone can do',
    back: 'Back',
  },
}

/** What is asked, suggested and done when a phone is lost. */
export const lostPhoneTexts = inLanguage({ en })
