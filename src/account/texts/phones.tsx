import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

/** Why alerts do not arrive, by what the phone says of it. */
const because: Readonly<Record<string, string>> = {
  denied: 'It does not allow alerts. Allow notifications for Latchkey in its settings, then open the app.',
  unsupported:
    'Its browser cannot show alerts. Add Latchkey to its home screen, or open the app when you sign in.',
  off: 'Alerts are switched off in the app. Switch them on in its settings.',
}

const en = {
  title: 'Phones',
  none: 'No phone is set up. Ask your IT administrator for a setup code.',
  lost: 'Lost a phone? Tell your IT administrator at once: it stops approving, and they let you in for today. A new phone? Restore your backup on it, in the app.',
  lostOneOfSeveral:
    'Lost a phone? Remove it here, and tell your IT administrator at once: it stops approving, and they let you in for today. A new phone? Restore your backup on it, in the app.',
  row: {
    renameThis: (name: string) => `Rename ${name}`,
    active: 'Active',
    paused: 'Paused',
    pending: 'Waits to be confirmed',
    silent: 'Not receiving push',
    used: (when: ReactNode) => <>used {when}</>,
    backup: (when: ReactNode) => <>last backup {when}</>,
    noBackup: 'no backup made with it',
    test: 'Test alert',
    testThis: (name: string) => `Send a test alert to ${name}`,
    tested: (name: string) => `A test alert is on its way to ${name}`,
    makeActive: 'Make active',
    makeThisActive: (name: string) => `Make active: ${name}`,
    cannotRing: 'This phone isn’t receiving push',
    remove: 'Remove…',
    removeThis: (name: string) => `Remove ${name}`,
    isLast: 'It is your last phone: you could not sign in with one',
  },
  silent: {
    because,
    gone: 'Alerts stopped arriving. Open Latchkey on it: that usually brings them back.',
    never: 'Alerts were never allowed. Open Latchkey on it, and allow them there.',
  },
  paused: {
    pin: 'A wrong PIN was typed too often, so it approves nothing. Ask your IT administrator for help.',
    other: 'It approves nothing for now. Ask your IT administrator for help.',
  },
  pending: {
    what: 'It can approve nothing until an administrator has confirmed it.',
    digits: (code: ReactNode) => (
      <>
        If your phone shows {code}, read these digits to them. If it shows others, or you set up no phone,
        tell them that.
      </>
    ),
  },
  replaced: {
    what: (since: string, removeAt: string) =>
      `Replaced? Another phone was set up from a backup on ${since}. This one is removed on ${removeAt}, unless you still use it.`,
    keep: 'Keep',
    keepThis: (name: string) => `Keep ${name}`,
  },
}

/** The list of phones, and what is not as it should be with one. */
export const phonesTexts = inLanguage({ en })
