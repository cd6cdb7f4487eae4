import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  notice: {
    compare: 'Compare the six digits',
    waits: 'It can approve nothing until you have compared the digits that it shows.',
    stays: (device: string) => `${device} stays`,
    inUse: 'Still in use',
    resume: 'Resume',
    resumed: (device: string) => `${device} can approve again`,
    replaced: (since: string, removal: string) =>
      `Another phone was set up from a backup (${since}). This one is removed on ${removal}.`,
  },
  row: {
    active: 'Active',
    paused: 'Paused',
    waits: 'Waits to be confirmed',
    replaced: 'Replaced?',
    rename: (device: string) => `Rename ${device}`,
    testAlert: (device: string) => `Send ${device} a test alert`,
    remove: (device: string) => `Remove ${device}`,
    receiving: 'Receiving push',
    notReceiving: (why: string) => `Not receiving: ${why}`,
    lastActive: (at: ReactNode) => <>last active {at}</>,
    added: (at: ReactNode) => <>Added {at}</>,
    lastBackup: (at: ReactNode) => <>Last backup {at}</>,
    noBackup: 'No backup made',
  },
  app: (version: string) => `app ${version}`,
  noPush: {
    denied: 'the phone does not allow Latchkey to show alerts',
    unsupported: 'its system or browser cannot receive push',
    off: 'alerts are switched off in the app',
    gone: 'the push service has forgotten it until the app is opened again',
    never: 'alerts were never allowed',
  },
  notActive: {
    paused: 'This phone is paused',
    waits: 'This phone waits to be confirmed',
    quiet: (why: string) => `This phone isn't receiving push: ${why}`,
  },
  ways: { wa: 'fingerprint or face', pin: 'a PIN' },
  unlockedBy: (ways: readonly string[]) =>
    `Unlocked by ${new Intl.ListFormat(language, { type: 'disjunction' }).format(ways)}`,
  paused: {
    pin: 'A wrong PIN was typed too often. If you have recognised them and they know the PIN, resume it: they have three more tries. Else remove it and let them scan a claim code, or without a backup use Unregister All Devices.',
    copied: 'A copy of its key was used. Treat it as stolen: use Lost phone….',
    byAdmin: 'An administrator paused it. Resume it, or remove it.',
  },
  testAlertSent: (device: string) => `Test alert sent to ${device}. It should ring within a few seconds.`,
  rename: {
    title: (device: string) => `Rename ${device}`,
    done: (name: string) => `Renamed to ${name}`,
    label: 'Name of this phone',
    failed: (why: string) => `Couldn't save. ${why}`,
    typeName: 'Type a name',
    save: 'Save',
    cancel: 'Cancel',
  },
  panel: {
    issueCode: 'Issue claim code',
    active: (device: string) => `Requests go to ${device} now`,
    title: 'Devices',
    legend: 'Active device: sign-in requests are sent to it',
    none: (name: string, isKnown: boolean) =>
      `No devices. ${name} can't approve sign-ins until a phone is set up.${isKnown ? ' With a backup, a claim code restores it. Without one, Unregister All Devices begins a new identity.' : ''}`,
  },
}

/** What is said of the phones of a user. */
export const devicesTexts = inLanguage({ en })
