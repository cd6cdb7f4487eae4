import { plural } from '#contract/plural.ts'

/** Restore Account: from a backup to a phone that approves again. */
export const restoring = {
  wanted: {
    restore: (organisation: string) =>
      `You have used a phone at ${organisation} before. Restore your backup, and this phone takes its place. Without a backup, ask your IT administrator to reset your devices.`,
    add: (organisation: string) =>
      `To add this phone at ${organisation}, bring over your identity. On your other phone choose Settings, Backup, Set up another phone. A backup does as well.`,
  },

  source: {
    title: 'Restore Account',
    text: 'Open the backup that you made on your other phone.',
    scan: 'Scan QR code',
    open: 'Open picture or file',
    paste: 'Paste it instead',
    scanTitle: 'Scan your backup',
    scanOther: "This isn't a backup.",
    setupCode: 'This is a setup code, not a backup. Go back and choose Get started.',
    pasteTitle: 'Paste your backup',
    pasteLabel: 'Backup',
    pasteText: 'The text of the backup file, or the link of its QR code.',
    next: 'Continue',
    noCode: "There is no QR code in this picture, or it can't be read. Try a sharper one.",
    notBackup: "This isn't a backup.",
    outOfLimits: "This backup can't be opened safely. It was not made by this app.",
    newer: 'This backup was made by a newer version of Latchkey. Update the app and try again.',
  },
  unlock: {
    passphraseTitle: 'Type your passphrase',
    codeTitle: 'Type your recovery code',
    passphrase: 'Passphrase',
    code: 'Recovery code',
    codeText: '26 letters and digits. Capitals, blanks and dashes make no difference.',
    open: 'Open backup',
    another: 'Use another backup',
    wrongPassphrase: 'That passphrase does not open this backup.',
    wrongCode: 'That code does not open this backup. It may belong to another one.',
    length: (count: number) =>
      `A recovery code has 26 characters. ${plural('en', count, { one: 'One was typed.', other: '# were typed.' })}`,
    character: 'There is a character in it that no recovery code has.',
    check: 'There is a slip in it. Compare it with what you wrote down.',
    empty: 'Type it first.',
    left: (count: number) => plural('en', count, { one: 'One try is left.', other: '# tries are left.' }),
    wait: (seconds: number) => `That was wrong five times or more. Wait ${waitOf(seconds)}, then try again.`,
    waitFirst: 'Wait a moment first',
  },
  list: {
    title: 'Which accounts do you want back?',
    madeAt: (date: string) => `Backup of ${date}`,
    accounts: 'Accounts',
    here: 'On this phone already',
    none: 'Every account of this backup is on this phone already.',
    notFor: (organisation: string) => `This backup holds no account at ${organisation}.`,
    nameLabel: 'Name this phone',
    nameText: 'You and your administrator see this name in the list of your devices.',
    nameEmpty: 'Give it a name, such as “Work phone”.',
    start: (count: number) =>
      plural('en', count, { one: 'Restore one account', other: 'Restore # accounts' }),
    choose: 'Choose an account first',
    another: 'Use another backup',
    continue: 'Continue',
  },
  account: {
    asking: (organisation: string) => `Asking ${organisation}…`,
    instead: (phone: string) => `Use this phone instead of ${phone}?`,
    insteadUnknown: 'Use this phone instead of your old one?',
    who: (organisation: string, hint: string) => `${organisation}, ${hint}`,
    effect:
      'This phone gets new keys and becomes the active one. Your other phones and your mailbox are told, and your administrator too.',
    prove: "Prove that it's you",
    ways: {
      mail: 'A code by email',
      mailText: (hint: string) => `Sent to ${hint}`,
      sms: 'A code by text message',
      smsText: (hint: string) => `Sent to ${hint}`,
      device: (phone: string) => `Confirm on ${phone}`,
      deviceText: 'If you still have it. It stays in use beside this phone.',
      claim: 'A setup code from your IT administrator',
      claimText: 'Ask them for one: they make sure that it is you.',
    },
    onlyClaim:
      'A phone of yours was reported lost, or your organisation wants it so: only a setup code from your IT administrator helps.',
    next: 'Continue',
    skip: 'Not this account',
    mailTitle: 'Check your email',
    mailSent: (hint: string) => `We sent a code to ${hint}.`,
    smsTitle: 'Check your messages',
    smsSent: (hint: string) => `We sent a code to ${hint}.`,
    code: 'Code',
    claimTitle: 'Enter the setup code',
    claim: 'Setup code',
    claimDescription: '10 characters. You can also paste the set-up link here.',
    again: 'Send another code',
    sentAgain: 'Another code is on its way.',
    other: 'Prove it another way',
    deviceTitle: (phone: string) => `Type this number on ${phone}`,
    deviceText: (phone: string) => `Open Latchkey on ${phone}. It asks whether you want to add this phone.`,
    deviceWaiting: 'Waiting for your other phone…',
    deviceRefused: 'Your other phone said no, or nobody answered in time.',
    notASetupCode: "This isn't a setup code.",
    otherOrganisation: (organisation: string) => `This setup code is not for ${organisation}.`,
    protect: (organisation: string) => `Protect your account at ${organisation}`,
    finishing: 'Setting up this phone…',
  },
  results: {
    title: 'Your accounts',
    restored: 'Restored on this phone.',
    pending: 'Your administrator has to confirm this phone. Tell them this code:',
    retired:
      'This backup belongs to an identity that was reset. Ask your administrator for a new setup code.',
    setUp: 'Set up',
    gone: 'This account is no longer accessible.',
    deactivated:
      'Your account is deactivated. Contact your IT administrator if you believe this was in error.',
    skipped: 'Not restored.',
    again: 'Try again',
    continue: 'Continue',
    words: {
      ready: 'Ready',
      pending: 'Waiting for an administrator',
      'needs-code': 'Needs a setup code',
      gone: 'Gone',
      deactivated: 'Deactivated',
      skipped: 'Skipped',
      failed: 'Not yet',
    },
  },
}

const waitOf = (seconds: number): string =>
  seconds < 60
    ? plural('en', seconds, { one: 'a second', other: '# seconds' })
    : plural('en', Math.ceil(seconds / 60), { one: 'a minute', other: '# minutes' })
