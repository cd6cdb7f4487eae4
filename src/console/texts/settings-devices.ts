import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Devices',
  effect: 'Applies to phones and invitations from now on.',
  fields: {
    restoreProofs: 'What proves a person who restores a backup',
    replacedDays: 'A phone that was replaced is removed after',
    confirm: 'New phones wait until an administrator has compared the digits that they show',
    invitationDays: 'Invitations by email work for',
    guardPersonalInvitations: 'Guard invitations to personal addresses',
    reportPauseMinutes: 'After “It wasn’t me”',
  },
  days: 'days',
  minutes: 'minutes',
  outside: (field: string, least: number, most: number) => `${field} ${least} to ${most} days.`,
  proofs: {
    device: {
      label: 'Another phone of theirs',
      description: 'A request on a phone that they still have. Nobody else can answer it.',
    },
    claim: {
      label: 'A claim code from an administrator',
      description: 'Somebody looks at the person first. Works without a mailbox, and after a phone was lost.',
    },
    mail: {
      label: 'A code by email',
      description: 'Whoever reads their mailbox and holds the backup with its passphrase gets in.',
    },
    sms: {
      label: 'A code by SMS',
      description: 'Weaker than email: numbers can be taken over, and the SIM may be in the lost phone.',
    },
  },
  proofsText:
    'Besides the backup itself and its passphrase. One of those ticked is enough; after a phone was lost only a claim code counts.',
  noProof: 'Leave at least one proof for whoever restores a backup.',
  noSms: 'No service for SMS is set up: nobody gets such a code.',
  strictest:
    'The strictest: nobody gets a new phone without an administrator. Be sure that somebody can be reached.',
  replacedText: '1 to 90. Until then it still works, and is marked “Replaced?”: they or you can keep it.',
  confirm: {
    label: 'New phones wait for an administrator',
    text: "Who compares the six digits that the phone shows, on the person's page.",
    options: {
      none: { label: 'Never', description: 'A claim code, or a backup with a proof, is enough.' },
      restored: {
        label: 'Phones that were set up from a backup',
        description: 'Somebody who stole backup and mailbox still has to get past you.',
      },
      every: {
        label: 'Every new phone',
        description: 'Nobody signs in with a new phone before an administrator has seen or called them.',
      },
    },
  },
  invitationText: '1 to 30. Codes on your screen always end after ten minutes.',
  guardText:
    'They leave the organisation: you approve on your phone first, and the person needs a six-digit code that you tell them another way.',
  pause: {
    text: 'When somebody reports a request as not theirs, no request rings their phone for a while. They can sign in by QR code all the same.',
    options: {
      time: { label: 'For some minutes', description: 'A case is opened; nobody has to close it.' },
      case: {
        label: 'Until an administrator has closed the case',
        description: 'Stays quiet over a weekend when nobody looks.',
      },
    },
    label: 'No request rings the phone for',
    minutesText: '5 minutes to a day (1,440).',
    wrong: 'Requests are paused for 5 to 1,440 minutes, or until the case is closed.',
  },
}

/** How phones are set up and restored, and when they are left in peace. */
export const settingsDevicesTexts = inLanguage({ en })
